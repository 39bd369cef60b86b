import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { CodedError } from '@parley/protocol/core';
import { Session } from '../../core/session/session.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { AccountName } from '../../shared/forms/account-name.ts';
import { newPasswordRules } from '../../shared/forms/account-rules.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';

@Component({
  selector: 'parley-password-settings',
  imports: [AccountName, FormRoot, ProblemNote, TextField],
  template: `
    <form [formRoot]="form" class="stack">
      <parley-account-name [username]="session.user()?.username ?? ''" />
      <parley-text-field
        label="Current password"
        type="password"
        [field]="form.old"
        autocomplete="current-password"
      />
      <parley-text-field
        label="New password"
        type="password"
        [field]="form.new"
        autocomplete="new-password"
      />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
        Change password
      </button>
    </form>
  `,
  styles: `
    .primary {
      justify-self: start;
    }
  `,
})
export class PasswordSettings {
  protected readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly model = signal({ old: '', new: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.old, { message: 'Enter your current password.' });
      newPasswordRules(path.new);
    },
    { submission: { action: async () => this.change() } },
  );

  private async change(): Promise<void> {
    this.failure.set(undefined);
    const passwords = this.model();
    try {
      await (await this.session.client()).changePassword(passwords.old, passwords.new);
      this.form().reset({ old: '', new: '' });
      await this.toasts.say(ACTION_MESSAGES.passwordChanged);
    } catch (error) {
      const problem = problemOf(error);
      const wrong = error instanceof CodedError && error.code === 'E_LOGIN_FAILED';
      this.failure.set(wrong ? { ...problem, text: ACTION_MESSAGES.wrongPassword } : problem);
    }
  }
}
