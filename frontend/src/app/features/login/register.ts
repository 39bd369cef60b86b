import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import type { NewAccount } from '@parley/client';
import { returnUrl } from '../../core/session/return-url.ts';
import { Session } from '../../core/session/session.ts';
import { displayNameRules, newPasswordRules, usernameRules } from '../../shared/forms/account-rules.ts';
import type { Problem } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { linkCheck } from './link-check.ts';
import { linkParameters } from './link-parameters.ts';
import { LoginFrame } from './login-frame.ts';
import { LoginProblems } from './login-problems.ts';
import { Registration } from './registration.ts';

@Component({
  selector: 'parley-register',
  imports: [FormRoot, LoginFrame, ProblemNote, RouterLink, TextField],
  providers: [Registration],
  template: `
    <parley-login-frame heading="Create account">
      @if (administrator() && !refused()) {
        <p class="muted">This account runs the server: you invite people and write announcements with it.</p>
      }
      @if (mode() === 'closed') {
        <p>You can't create an account on this server.</p>
      } @else if (mode() === 'invite' && invitation() === null) {
        <p>You need an invitation. Ask a colleague for a link, and open it.</p>
      } @else if (refused(); as problem) {
        <parley-problem-note [problem]="problem" />
        <p>
          If you made an account with it, log in. Otherwise ask the person who invited you for a new link.
        </p>
      } @else {
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <form [formRoot]="form" class="stack">
          <parley-text-field
            label="Username"
            hint="People use this to find you. You can't change it later."
            [field]="form.username"
            autocomplete="username"
            focused
          />
          <parley-text-field
            label="Display name"
            [field]="form.displayName"
            autocomplete="name"
            autocapitalize="words"
          />
          <parley-text-field
            label="Password"
            type="password"
            [field]="form.password"
            autocomplete="new-password"
          />
          <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
            {{ form().submitting() ? 'Creating account …' : 'Create account' }}
          </button>
        </form>
      }
      <p class="muted">
        Have an account?
        <a routerLink="/login" queryParamsHandling="preserve" preserveFragment>Log in</a>
      </p>
    </parley-login-frame>
  `,
})
export class Register {
  private readonly problems = inject(LoginProblems);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  readonly return = input<string>();
  private readonly parameters = linkParameters();
  protected readonly invitation = computed(() => this.parameters().get('invitation'));
  protected readonly mode = inject(Registration).mode;
  protected readonly refused = linkCheck(() => {
    const invitation = this.invitation();
    return invitation === null ? undefined : (client) => client.checkInvitation(invitation);
  });
  protected readonly failure = signal<Problem | undefined>(undefined);

  protected readonly form = form(
    signal({ username: '', displayName: '', password: '' }),
    (path) => {
      usernameRules(path.username);
      displayNameRules(path.displayName);
      newPasswordRules(path.password);
    },
    { submission: { action: async (field) => this.register(field().value()) } },
  );

  /** Speaks of the link: that is what the user has; the server's text speaks of the invitation. */
  protected readonly administrator = computed(() => this.parameters().has('administrator'));

  constructor() {
    effect(() => {
      if (this.session.user() !== undefined) void this.router.navigateByUrl(returnUrl(this.return()));
    });
  }

  private async register(account: NewAccount): Promise<void> {
    this.failure.set(undefined);
    const invitation = this.invitation();
    try {
      await this.session.register(invitation === null ? account : { ...account, invitation });
    } catch (error) {
      this.failure.set(await this.problems.of(error));
    }
  }
}
