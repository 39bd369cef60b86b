import { Component, inject, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Chat } from '../../core/chat/chat.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { nameRule } from '../../shared/forms/name-rule.ts';
import { isRefusal, type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { ROOM_MESSAGES } from './room-messages.ts';
import { roomNameProblem } from './room-name-problem.ts';

/** Begins a room, whose first owner is the user. */
@Component({
  selector: 'parley-new-room',
  imports: [FormRoot, PageHeader, ProblemNote, TextField],
  template: `
    <parley-page-header heading="New room" back="/rooms" backLabel="Back to rooms" />
    <div class="page">
      <form [formRoot]="form" class="stack">
        <parley-text-field
          label="Room name"
          hint="Letters, digits, spaces, - and _."
          [field]="form.name"
          autocapitalize="sentences"
          focused
        />
        <p class="muted">{{ messages.anyone }}</p>
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
          {{ form().submitting() ? 'Creating room …' : 'Create room' }}
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
export class NewRoom {
  private readonly chat = inject(Chat);
  private readonly router = inject(Router);

  protected readonly messages = ROOM_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(signal({ name: '' }), (path) => nameRule(path.name, roomNameProblem), {
    submission: {
      action: async ({ name }) => {
        const message = await this.create(name().value().trim());
        return message === undefined ? undefined : { kind: 'taken', message, fieldTree: name };
      },
    },
  });

  /** @returns what is wrong with the name; undefined if it is not about that */
  private async create(name: string): Promise<string | undefined> {
    this.failure.set(undefined);
    try {
      const id = await (await this.chat.client.rooms()).create(name);
      await this.router.navigate(['/c', id]);
    } catch (error) {
      const problem = problemOf(error);
      const code = isRefusal(error) ? error.code : undefined;
      if (code === 'E_ROOM_NAME_TAKEN') return problem.text;
      this.failure.set(code === 'E_FORBIDDEN' ? { ...problem, text: ROOM_MESSAGES.onlyAdmins } : problem);
    }
    return undefined;
  }
}
