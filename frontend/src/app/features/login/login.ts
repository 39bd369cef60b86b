import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { returnUrl } from '../../core/session/return-url.ts';
import { Session } from '../../core/session/session.ts';
import { type Problem, problemOfWire } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { LoginFrame } from './login-frame.ts';
import { LoginProblems } from './login-problems.ts';
import { Registration } from './registration.ts';

@Component({
  selector: 'parley-login',
  imports: [FormRoot, LoginFrame, ProblemNote, RouterLink, TextField],
  providers: [Registration],
  template: `
    <parley-login-frame heading="Log in">
      @if (note(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <form [formRoot]="form" class="stack">
        <parley-text-field label="Username" [field]="form.username" autocomplete="username" focused />
        <parley-text-field
          label="Password"
          type="password"
          [field]="form.password"
          autocomplete="current-password"
        />
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
          {{ form().submitting() ? 'Logging in …' : 'Log in' }}
        </button>
      </form>
      @if (mode() === 'open') {
        <p class="muted">
          New here?
          <a routerLink="/register" queryParamsHandling="preserve" preserveFragment>Create an account</a>
        </p>
      } @else if (mode() === 'invite') {
        <p class="muted">New here? Ask a colleague for an invitation link.</p>
      }
    </parley-login-frame>
  `,
})
export class Login {
  private readonly problems = inject(LoginProblems);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  /** The page to open after the login. */
  readonly return = input<string>();
  protected readonly mode = inject(Registration).mode;
  private readonly failure = signal<Problem | undefined>(undefined);

  /** The last error, or why the last session ended. */
  protected readonly note = computed(() => {
    const reason = this.session.endedBecause();
    return this.failure() ?? (reason && problemOfWire(reason));
  });

  protected readonly form = form(
    signal({ username: '', password: '' }),
    (path) => {
      required(path.username, { message: 'Enter your username.' });
      required(path.password, { message: 'Enter your password.' });
    },
    {
      submission: {
        action: async ({ username, password }) => this.login(username().value(), password().value()),
      },
    },
  );

  constructor() {
    // Also if the server knows a session that this page did not know of.
    effect(() => {
      if (this.session.user() !== undefined) void this.router.navigateByUrl(returnUrl(this.return()));
    });
  }

  private async login(username: string, password: string): Promise<void> {
    this.failure.set(undefined);
    try {
      await this.session.login(username, password);
    } catch (error) {
      this.failure.set(await this.problems.of(error));
      this.form.password().reset('');
    }
  }
}
