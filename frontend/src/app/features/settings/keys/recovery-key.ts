import { Component, inject, signal } from '@angular/core';
import type { RecoveryState } from '@parley/client';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { exactTime } from '../../../shared/dates.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { RecoveryDrill } from './recovery-drill.ts';
import { WrittenGroups } from './written-groups.ts';

/** The recovery key: whether there is one, making one, and the drill that shows that it was written down. */
@Component({
  selector: 'parley-recovery-key',
  imports: [ProblemNote, RecoveryDrill, WrittenGroups],
  template: `
    <h3>Recovery key</h3>
    <p>
      It opens your keys after your password was reset. Without it, and without a browser that has your keys
      or the password from before, you would have to start with new keys, and what you wrote and got until
      then would stay closed.
    </p>
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (written(); as written) {
      @if (isDrilling()) {
        <parley-recovery-drill [written]="written" (passed)="pass()" />
        <button type="button" class="quiet" (click)="isDrilling.set(false)">Show the key again</button>
      } @else {
        <p role="status">Write it down on paper now. You won't see it again.</p>
        @if (doubt(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <parley-written-groups [written]="written" label="recovery key" />
        <button type="button" class="primary" (click)="isDrilling.set(true)">I've written it down</button>
      }
    } @else if (state(); as state) {
      <p class="muted">{{ said(state) }}</p>
      <button type="button" class="outlined" (click)="make(state)">
        {{ state.kind === 'none' ? 'Make recovery key' : 'Make a new one' }}
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    button {
      justify-self: start;
    }
  `,
})
export class RecoveryKey {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);

  protected readonly state = signal<RecoveryState | undefined>(undefined);
  /** The key, from when it was made until the drill is passed or the page is left. */
  protected readonly written = signal<string | undefined>(undefined);
  /** What is not certain of the key that was made. */
  protected readonly doubt = signal<Problem | undefined>(undefined);
  protected readonly isDrilling = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);

  constructor() {
    void this.attempt(() => this.read());
  }

  protected said(state: RecoveryState): string {
    switch (state.kind) {
      case 'none':
        return "You don't have one yet.";
      case 'made':
        return "You have one, but didn't check that you wrote it down.";
      case 'drilled':
        return `You have one. You checked it on ${exactTime(state.at)}.`;
    }
  }

  protected async make({ kind }: RecoveryState): Promise<void> {
    if (kind !== 'none' && !(await this.confirm.ask(KEY_MESSAGES.replaceRecovery))) return;
    await this.attempt(async () => {
      const { written, stored } = await (await this.own.keys()).recovery.make();
      this.written.set(written);
      this.doubt.set(stored === 'yes' ? undefined : { text: KEY_MESSAGES.doubtful[stored] });
    });
  }

  protected async pass(): Promise<void> {
    this.written.set(undefined);
    this.isDrilling.set(false);
    await this.attempt(() => this.read());
  }

  private async read(): Promise<void> {
    this.state.set((await this.own.keys()).recovery.state());
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await task();
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
