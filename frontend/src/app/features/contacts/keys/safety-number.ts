import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import type { Contact, SafetyNumber as Numbers } from '@parley/client';
import type { User } from '@parley/protocol';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { CodeCamera } from '../../../core/device/later/code-camera.ts';
import { QrScanner } from '../../../core/parts/later/qr-scanner.ts';
import { QrCode } from '../../../core/parts/qr-code.ts';
import { CONTACT_KEY_MESSAGES } from '../../../shared/later/contact-key-messages.ts';
import { MachineKey } from './machine-key.ts';
import { keyHistory } from './key-history.ts';
import { scannedNumber } from './scanned-number.ts';

/** How two people compare without reading digits: one shows their code, the other scans it. */
type Way = 'show' | 'scan';

interface Shown {
  readonly contact: Contact | undefined;
  readonly number: Numbers | undefined;
}

/** The keys of a person: the safety number to compare, whether that was done, and what became of their keys. */
@Component({
  selector: 'parley-safety-number',
  imports: [MachineKey, ProblemNote, QrCode, QrScanner],
  templateUrl: './safety-number.html',
  styleUrl: './safety-number.scss',
})
export class SafetyNumber {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);
  readonly user = input.required<User>();

  protected readonly messages = CONTACT_KEY_MESSAGES;
  protected readonly canScan = inject(CodeCamera).isThere;
  protected readonly way = signal<Way | undefined>(undefined);
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
    // What is shown may change while one looks at it.
    effect(() => {
      const now = stateOf(this.own.contacts().get(this.user().uid));
      if (this.shown.hasValue() && stateOf(this.contact()) !== now) this.shown.reload();
    });
  }

  protected loadFailure(): Problem | undefined {
    const error = this.shown.error();
    return error === undefined ? undefined : keyProblem(error);
  }

  protected toggle(way: Way): void {
    this.failure.set(undefined);
    this.way.update((now) => (now === way ? undefined : way));
  }

  protected stop(problem: Problem): void {
    this.way.set(undefined);
    this.failure.set(problem);
  }

  /** The number of the code that was scanned is compared: then the keys behind it are theirs. */
  protected async take(scanned: Uint8Array, number: Numbers): Promise<void> {
    this.way.set(undefined);
    const result = scannedNumber(number, scanned);
    if (result !== 'same') {
      this.failure.set({ text: CONTACT_KEY_MESSAGES.scanned[result] });
      return;
    }
    const identity = this.acceptable();
    return this.attempt(async () => {
      const { contacts } = await this.own.keys();
      const { uid } = this.user();
      if (identity !== undefined && !(await contacts.accept(uid, identity))) return false;
      return contacts.scan(uid, scanned);
    });
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
