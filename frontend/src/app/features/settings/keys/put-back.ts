import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { Session } from '../../../core/session/session.ts';
import { AccountName } from '../../../shared/forms/account-name.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { passwordProblem } from './password-problem.ts';

/** Gives the server back the keys that it has lost, which needs the password. */
@Component({
  selector: 'parley-put-back',
  imports: [AccountName, FormRoot, ProblemNote, TextField],
  template: `
    <form [formRoot]="form" class="stack">
      <parley-account-name [username]="session.user()?.username ?? ''" />
      <parley-text-field
        label="Password"
        type="password"
        [field]="form.password"
        autocomplete="current-password"
      />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
        Put my keys back
      </button>
    </form>
  `,
  styles: `
    button {
      justify-self: start;
    }
  `,
})
export class PutBack {
  protected readonly session = inject(Session);
  private readonly own = inject(OwnKeys);

  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: 'Enter your password.' }),
    { submission: { action: ({ password }) => this.putBack(password().value()) } },
  );

  private async putBack(password: string): Promise<void> {
    this.failure.set(undefined);
    try {
      const proven = await (await this.session.client()).prove(password);
      if (!(await (await this.own.keys()).putBack(proven)))
        this.failure.set({ text: KEY_MESSAGES.stillShorter });
    } catch (error) {
      this.failure.set(passwordProblem(error));
    }
  }
}
