import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { twoGroups } from './two-groups.ts';

/** Asks for two groups of a recovery key that was just made. */
@Component({
  selector: 'parley-recovery-drill',
  imports: [FormRoot, ProblemNote, TextField],
  template: `
    <form [formRoot]="form" class="stack">
      <p>Read two of its groups from your paper.</p>
      <parley-text-field
        focused
        [label]="'Group ' + (groups[0] + 1)"
        [field]="form.first"
        autocapitalize="characters"
      />
      <parley-text-field
        [label]="'Group ' + (groups[1] + 1)"
        [field]="form.second"
        autocapitalize="characters"
      />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <button type="submit" class="primary">Check</button>
    </form>
  `,
  styles: `
    button {
      justify-self: start;
    }
  `,
})
export class RecoveryDrill {
  private readonly own = inject(OwnKeys);
  private readonly toasts = inject(Toasts);

  readonly written = input.required<string>();
  readonly passed = output();
  protected readonly groups = twoGroups();
  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly typed = signal({ first: '', second: '' });
  protected readonly form = form(
    this.typed,
    (path) => {
      required(path.first, { message: KEY_MESSAGES.groupMissing });
      required(path.second, { message: KEY_MESSAGES.groupMissing });
    },
    { submission: { action: () => this.check() } },
  );

  private async check(): Promise<void> {
    const [first, second] = this.groups;
    const typed = this.typed();
    const answers = new Map([
      [first, typed.first],
      [second, typed.second],
    ]);
    try {
      const isRight = await (await this.own.keys()).recovery.drill(this.written(), answers);
      this.failure.set(isRight ? undefined : { text: KEY_MESSAGES.drillWrong });
      if (!isRight) return;
      await this.toasts.say(KEY_MESSAGES.drilled);
      this.passed.emit();
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
