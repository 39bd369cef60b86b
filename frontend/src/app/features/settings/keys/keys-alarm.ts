import { Component, computed, inject, input, signal } from '@angular/core';
import type { OwnKeysProblem } from '@parley/client';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { IdentityReset } from './identity-reset.ts';
import { ALARMS, KEY_MESSAGES } from './key-messages.ts';
import { PutBack } from './put-back.ts';

/** What is wrong with one's own keys, and the ways out. */
@Component({
  selector: 'parley-keys-alarm',
  imports: [IdentityReset, ProblemNote, PutBack],
  template: `
    <parley-problem-note [problem]="failure() ?? alarm()" />
    @if (problem() === 'shorter') {
      <parley-put-back />
    }
    @if (shown() !== undefined) {
      <button type="button" class="outlined" (click)="accept()">Go on with what the server shows</button>
    }
    @if (problem() !== 'shorter' && problem() !== 'invalid') {
      <parley-identity-reset />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 1rem;
    }
    button {
      justify-self: start;
    }
  `,
})
export class KeysAlarm {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);

  readonly problem = input.required<OwnKeysProblem>();
  /** The identity that the server shows, if the user may go on with it. */
  readonly shown = input<string>();
  protected readonly alarm = computed<Problem>(() => ({ text: ALARMS[this.problem()] }));
  protected readonly failure = signal<Problem | undefined>(undefined);

  protected async accept(): Promise<void> {
    const identity = this.shown();
    if (identity === undefined || !(await this.confirm.ask(KEY_MESSAGES.accept))) return;
    try {
      await (await this.own.keys()).accept(identity);
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
