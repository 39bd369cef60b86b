import { Component, computed, inject, input, resource, signal } from '@angular/core';
import type { Contact, SafetyNumber as Numbers } from '@parley/client';
import type { User } from '@parley/protocol';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { QrCode } from '../../../core/parts/qr-code.ts';
import { CONTACT_KEY_MESSAGES } from './contact-key-messages.ts';
import { keyHistory } from './key-history.ts';

interface Shown {
  readonly contact: Contact | undefined;
  readonly number: Numbers | undefined;
}

/** The keys of a person: the safety number to compare, whether that was done, and how their keys came to be. */
@Component({
  selector: 'parley-safety-number',
  imports: [ProblemNote, QrCode],
  templateUrl: './safety-number.html',
  styleUrl: './safety-number.scss',
})
export class SafetyNumber {
  private readonly own = inject(OwnKeys);
  readonly user = input.required<User>();

  protected readonly messages = CONTACT_KEY_MESSAGES;
  protected readonly showsCode = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly shown = resource({
    params: () => this.user().uid,
    loader: ({ params: uid }) => this.look(uid),
  });

  protected readonly contact = computed(() =>
    this.shown.hasValue() ? this.shown.value().contact : undefined,
  );
  protected readonly number = computed(() => (this.shown.hasValue() ? this.shown.value().number : undefined));
  protected readonly history = computed(() => keyHistory(this.contact()?.followed));
  /** The identity that the user may go on with: the one shown beside an alarm, or one that was reset. */
  protected readonly acceptable = computed(() => {
    const { alarm, shown, trust, followed } = this.contact() ?? {};
    if (alarm !== undefined) return shown;
    return trust === 'reset' ? followed?.log.identity : undefined;
  });

  protected loadFailure(): Problem | undefined {
    const error = this.shown.error();
    return error === undefined ? undefined : keyProblem(error);
  }

  protected verify(number: Numbers): Promise<void> {
    return this.attempt(async () => (await this.own.keys()).contacts.verify(this.user().uid, number));
  }

  protected accept(identity: string): Promise<void> {
    return this.attempt(async () => (await this.own.keys()).contacts.accept(this.user().uid, identity));
  }

  private async look(uid: string): Promise<Shown> {
    const { contacts } = await this.own.keys();
    await contacts.refresh([uid]);
    return { contact: contacts.contacts.get().get(uid), number: await contacts.safetyNumber(uid) };
  }

  /** What was shown may be another one by now: then nothing was done, and it is shown anew. */
  private async attempt(command: () => Promise<boolean>): Promise<void> {
    this.failure.set(undefined);
    try {
      if (!(await command())) this.failure.set({ text: CONTACT_KEY_MESSAGES.changed });
      this.shown.reload();
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
