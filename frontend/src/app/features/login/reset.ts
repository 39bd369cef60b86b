import { Component, computed, inject, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { Session } from '../../core/session/session.ts';
import { AccountName } from '../../shared/forms/account-name.ts';
import { newPasswordRules } from '../../shared/forms/account-rules.ts';
import type { Problem } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { linkCheck } from './link-check.ts';
import { linkParameters } from './link-parameters.ts';
import { LoginFrame } from './login-frame.ts';
import { LoginProblems } from './login-problems.ts';

/** Sets a new password, with a link from the operator. */
@Component({
  selector: 'parley-reset',
  imports: [AccountName, FormRoot, LoginFrame, ProblemNote, RouterLink, TextField],
  template: `
    <parley-login-frame heading="New password">
      @if (done()) {
        <p role="status">Your password was changed, and all devices were logged out.</p>
        <a class="button primary" routerLink="/login">Log in</a>
      } @else if (refused(); as problem) {
        <parley-problem-note [problem]="problem" />
        <p>
          Ask the person who runs this server for a new link. If you set a password with this one, log in.
        </p>
        <a class="button primary" routerLink="/login">Log in</a>
      } @else {
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <p class="muted">For {{ user() }}.</p>
        <form [formRoot]="form" class="stack">
          <parley-account-name [username]="user()" />
          <parley-text-field
            label="New password"
            type="password"
            [field]="form.password"
            autocomplete="new-password"
            focused
          />
          <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
            Set password
          </button>
        </form>
      }
    </parley-login-frame>
  `,
})
export class Reset {
  private readonly problems = inject(LoginProblems);
  private readonly session = inject(Session);

  private readonly parameters = linkParameters();
  protected readonly user = computed(() => this.parameters().get('user') ?? '');
  private readonly secret = computed(() => this.parameters().get('secret') ?? '');
  protected readonly refused = linkCheck(() => {
    const [user, secret] = [this.user(), this.secret()];
    return (client) => client.checkReset(user, secret);
  });
  protected readonly done = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);

  protected readonly form = form(signal({ password: '' }), (path) => newPasswordRules(path.password), {
    submission: { action: async ({ password }) => this.set(password().value()) },
  });

  private async set(password: string): Promise<void> {
    this.failure.set(undefined);
    try {
      await (await this.session.client()).resetPassword(this.user(), this.secret(), password);
      this.done.set(true);
    } catch (error) {
      this.failure.set(await this.problems.of(error));
    }
  }
}
