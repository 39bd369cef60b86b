import { Component, inject, signal } from '@angular/core';
import { SEALS } from '../../../core/chat/seals.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { type Problem, problemOf, problemOfWire } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { FormerKeys } from './former-keys.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { KeysAlarm } from './keys-alarm.ts';
import { PairingCode } from './pairing-code.ts';
import { RecoveryKey } from './recovery-key.ts';
import { Unlock } from './unlock.ts';

/** The keys of the account: how far they are in this browser, and the ways into them. */
@Component({
  selector: 'parley-keys-settings',
  imports: [FormerKeys, KeysAlarm, ListSkeleton, PairingCode, ProblemNote, RecoveryKey, Unlock],
  template: `
    <p class="muted">{{ seals ? messages.introSealed : messages.intro }}</p>
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @let now = state();
    @switch (now.kind) {
      @case ('open') {
        <parley-recovery-key />
        <parley-pairing-code />
        <parley-former-keys />
      }
      @case ('locked') {
        @if (now.because === 'otherPassword') {
          <parley-unlock />
        } @else {
          <p role="status">{{ messages.nothingHere }}</p>
        }
      }
      @case ('alarm') {
        <parley-keys-alarm [problem]="now.problem" [shown]="now.shown" />
      }
      @case ('failed') {
        <parley-problem-note [problem]="problemOf(now.error)" />
      }
      @case ('keyless') {
        <p role="status">{{ messages.keyless }}</p>
      }
      @case ('unsupported') {
        <p role="status">{{ messages.unsupported }}</p>
      }
      @case ('noRoom') {
        <p role="status">{{ messages.noRoom }}</p>
      }
      @case ('closed') {
        <p role="status">{{ messages.closed }}</p>
      }
      @case ('revoked') {
        <p role="status">{{ messages.revoked }}</p>
      }
      @default {
        <parley-list-skeleton />
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 1.5rem;
    }
  `,
})
export class KeysSettings {
  private readonly own = inject(OwnKeys);
  protected readonly messages = KEY_MESSAGES;
  protected readonly seals = inject(SEALS);
  protected readonly state = this.own.state;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly problemOf = problemOfWire;

  constructor() {
    this.own.keys().catch((error: unknown) => this.failure.set(problemOf(error)));
  }
}
