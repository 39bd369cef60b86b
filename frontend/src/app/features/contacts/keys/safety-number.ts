import { Component, computed, DestroyRef, effect, inject, input, resource, signal } from '@angular/core';
import type { Contact, SafetyNumber as Numbers } from '@parley/client';
import type { User } from '@parley/protocol';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { QrCode } from '../../../core/parts/qr-code.ts';
import { CONTACT_KEY_MESSAGES } from '../../../shared/later/contact-key-messages.ts';
import { keyHistory } from './key-history.ts';

interface Shown {
  readonly contact: Contact | undefined;
  readonly number: Numbers | undefined;
}

/** The keys of a person: the safety number to compare, whether that was done, and what became of their keys. */
@Component({
  selector: 'parley-safety-number',
  imports: [ProblemNote, QrCode],
  templateUrl: './safety-number.html',
  styleUrl: './safety-number.scss',
})
export class SafetyNumber {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);
  readonly user = input.required<User>();
  /** As they are now: what is shown may change while one looks at it. */
  private readonly contacts = signal<ReadonlyMap<string, Contact>>(new Map());

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
  protected readonly acceptable = computed(() => acceptableOf(this.contact()));

  constructor() {
    const owner = inject(DestroyRef);
    // What cannot be read is said by `shown`.
    this.own.keys().then(
      ({ contacts }) =>
        !owner.destroyed && owner.onDestroy(contacts.contacts.subscribe((now) => this.contacts.set(now))),
      () => undefined,
    );
    effect(() => {
      const now = stateOf(this.contacts().get(this.user().uid));
      if (this.shown.hasValue() && stateOf(this.contact()) !== now) this.shown.reload();
    });
  }

  protected loadFailure(): Problem | undefined {
    const error = this.shown.error();
    return error === undefined ? undefined : keyProblem(error);
  }

  protected verify(number: Numbers): Promise<void> {
    return this.attempt(async () => (await this.own.keys()).contacts.verify(this.user().uid, number));
  }

  protected async accept(identity: string): Promise<void> {
    if (!(await this.confirm.ask(CONTACT_KEY_MESSAGES.accept))) return;
    return this.attempt(async () => (await this.own.keys()).contacts.accept(this.user().uid, identity));
  }

  private async look(uid: string): Promise<Shown> {
    const { contacts } = await this.own.keys();
    await contacts.refresh([uid]);
    const contact = contacts.contacts.get().get(uid);
    return { contact, number: await contacts.safetyNumber(uid, acceptableOf(contact)) };
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

function stateOf(contact: Contact | undefined): string {
  return [contact?.trust, contact?.alarm, contact?.shown, contact?.followed.log.seq].join(' ');
}

/** Those of a log that is shorter are old keys, which the ones seen may well have replaced. */
function acceptableOf(contact: Contact | undefined): string | undefined {
  if (contact?.alarm !== undefined) return contact.alarm === 'forked' ? contact.shown : undefined;
  return contact?.trust === 'reset' ? contact.followed.log.identity : undefined;
}
