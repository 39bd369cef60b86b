import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Session } from '../../../core/session/session.ts';
import { AccountName } from '../../../shared/forms/account-name.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { KEY_MESSAGES } from './key-messages.ts';
import { passwordProblem } from './password-problem.ts';

/** The last way out: new keys, which nobody vouches for. Ends with a login. */
@Component({
  selector: 'parley-identity-reset',
  imports: [AccountName, FormRoot, ProblemNote, TextField],
  template: `
    <details>
      <summary>None of this helps</summary>
      <form [formRoot]="form" class="stack">
        <p>You can start with new keys. You'll need your password, and then log in again on all devices.</p>
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
        <button type="submit" class="outlined danger">Start with new keys</button>
      </form>
    </details>
  `,
  styles: `
    summary {
      min-block-size: 40px;
      cursor: pointer;
    }
    button {
      justify-self: start;
    }
  `,
})
export class IdentityReset {
  protected readonly session = inject(Session);
  private readonly confirm = inject(Confirm);

  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: 'Enter your password.' }),
    { submission: { action: ({ password }) => this.reset(password().value()) } },
  );

  private async reset(password: string): Promise<void> {
    if (!(await this.confirm.ask(KEY_MESSAGES.reset))) return;
    try {
      await (await this.session.client()).resetIdentity(password);
    } catch (error) {
      this.failure.set(passwordProblem(error));
    }
  }
}
