import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { Scopes } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { usernameRules } from '../../shared/forms/account-rules.ts';
import { isRefusal, type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { ScopesChoice } from './scopes-choice.ts';

/** Makes the account of a machine, which its maker answers for. */
@Component({
  selector: 'parley-new-machine',
  imports: [FormRoot, PageHeader, ProblemNote, ScopesChoice, TextField],
  template: `
    <parley-page-header heading="New machine" back="/machines" backLabel="Back to machines" />
    <div class="page">
      <form [formRoot]="form" class="stack">
        <parley-text-field label="Username" [field]="form.username" focused />
        <parley-text-field
          label="Display name (optional)"
          [field]="form.displayName"
          autocapitalize="words"
        />
        <parley-text-field
          label="What it is for (optional)"
          [field]="form.purpose"
          autocapitalize="sentences"
        />
        <parley-scopes-choice [(scopes)]="scopes" />
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
          {{ form().submitting() ? 'Creating machine …' : 'Create machine' }}
        </button>
      </form>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
    .primary {
      justify-self: start;
    }
  `,
})
export class NewMachine {
  private readonly chat = inject(Chat);
  private readonly router = inject(Router);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly scopes = signal<Scopes>({ read: true, write: true, direct: true, rooms: 'all' });
  protected readonly form = form(
    signal({ username: '', displayName: '', purpose: '' }),
    (path) => {
      usernameRules(path.username);
      maxLength(path.displayName, LIMITS.displayNameMax, {
        message: `At most ${LIMITS.displayNameMax} characters.`,
      });
      maxLength(path.purpose, LIMITS.topicMax, { message: `At most ${LIMITS.topicMax} characters.` });
    },
    {
      submission: {
        action: async ({ username, displayName, purpose }) => {
          const name = username().value().trim();
          const message = await this.create({
            username: name,
            displayName: displayName().value().trim() || name,
            purpose: purpose().value().trim(),
          });
          return message === undefined ? undefined : { kind: 'taken', message, fieldTree: username };
        },
      },
    },
  );

  /** @returns what is wrong with the username; undefined if it is not about that */
  private async create(
    names: Record<'username' | 'displayName' | 'purpose', string>,
  ): Promise<string | undefined> {
    this.failure.set(undefined);
    try {
      const machines = await this.chat.client.machines();
      const { user } = await machines.create({ ...names, scopes: this.scopes(), owner: this.chat.me().uid });
      await this.router.navigate(['/machines', user.uid]);
    } catch (error) {
      const problem = problemOf(error);
      if (isRefusal(error) && error.code === 'E_USERNAME_TAKEN') return problem.text;
      this.failure.set(problem);
    }
    return undefined;
  }
}
