import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { CodedError } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { Session } from '../../core/session/session.ts';
import { AccountName } from '../../shared/forms/account-name.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';

/** Removes one's own account for good, after the password. */
@Component({
  selector: 'parley-remove-account',
  imports: [AccountName, FormRoot, ProblemNote, TextField],
  template: `
    <h3>Remove account</h3>
    @if (isOpen()) {
      <form [formRoot]="form" class="stack">
        <p>
          Your devices, keys, invitations and webhooks are erased, and you leave your rooms and open groups.
          Your messages stay under “Deleted account”. Nobody can have your username again. You can't undo
          this.
        </p>
        <parley-account-name [username]="session.user()?.username ?? ''" />
        <parley-text-field
          label="Your password"
          type="password"
          [field]="form.password"
          autocomplete="current-password"
          focused
        />
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <div class="ways">
          <button type="button" class="outlined" (click)="cancel()">Cancel</button>
          <button type="submit" class="outlined danger" [attr.aria-disabled]="form().submitting()">
            Remove my account
          </button>
        </div>
      </form>
    } @else {
      <button type="button" class="outlined danger" (click)="isOpen.set(true)">Remove account …</button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
      gap: 0.75rem;
      margin-block-start: 2rem;
      padding-block-start: 1.25rem;
      border-block-start: 1px solid var(--mat-sys-outline-variant);
    }
    form {
      justify-self: stretch;
    }
    h3 {
      font-size: 1rem;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
})
export class RemoveAccount {
  private readonly chat = inject(Chat);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly isOpen = signal(false);
  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly model = signal({ password: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.password, { message: 'Enter your password.' });
    },
    { submission: { action: async () => this.remove() } },
  );

  protected cancel(): void {
    this.failure.set(undefined);
    this.form().reset({ password: '' });
    this.isOpen.set(false);
  }

  /** Then nothing of it is left in this browser either. */
  private async remove(): Promise<void> {
    this.failure.set(undefined);
    const { chat } = this;
    const { client } = chat;
    try {
      await (await this.session.client()).removeAccount(this.model().password);
    } catch (error) {
      const wrong = error instanceof CodedError && error.code === 'E_LOGIN_FAILED';
      const problem = problemOf(error);
      this.failure.set(wrong ? { ...problem, text: ACTION_MESSAGES.wrongPassword } : problem);
      return;
    }
    await client.destroy();
    await this.router.navigateByUrl('/login');
    chat.stop();
  }
}
