import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { Chat } from '../chat.ts';
import type { RoomToJoin } from './room-to-join.ts';
import { isRefusal, type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';

/** Asks for the password of a room, and joins by it. What was typed stays if it is wrong. */
@Component({
  selector: 'parley-join-locked',
  imports: [FormRoot, ProblemNote, TextField],
  host: { role: 'document', '(keydown.escape)': 'close()' },
  template: `
    <form [formRoot]="form" class="stack">
      <h2>Join {{ room.name }}</h2>
      <p>This room takes a password. The people in it can tell you.</p>
      <parley-text-field label="Password of the room" type="password" [field]="form.password" focused />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <div class="actions">
        <button type="button" class="outlined" [attr.aria-disabled]="form().submitting()" (click)="close()">
          Cancel
        </button>
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
          {{ form().submitting() ? 'Joining …' : 'Join room' }}
        </button>
      </div>
    </form>
  `,
  styles: `
    :host {
      display: block;
      padding: 1.25rem;
    }
    h2 {
      font-size: 1.125rem;
      overflow-wrap: anywhere;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0.5rem;
    }
  `,
})
export class JoinLocked {
  private readonly chat = inject(Chat);
  private readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly room = inject<RoomToJoin>(DIALOG_DATA);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: 'Enter the password of the room.' }),
    {
      submission: {
        action: async ({ password }) => {
          const message = await this.join(password().value());
          return message === undefined ? undefined : { kind: 'wrong', message, fieldTree: password };
        },
      },
    },
  );

  /** Not while joining is on its way: who gave up would be in the room all the same. */
  protected close(): void {
    if (!this.form().submitting()) this.ref.close(false);
  }

  /** @returns what is wrong with the password; undefined if it is not about that */
  private async join(password: string): Promise<string | undefined> {
    this.failure.set(undefined);
    try {
      await (await this.chat.client.rooms()).join(this.room.conversation, password);
      this.ref.close(true);
    } catch (error) {
      const problem = problemOf(error);
      if (isRefusal(error) && error.code === 'E_ROOM_PASSWORD') return problem.text;
      this.failure.set(problem);
    }
    return undefined;
  }
}
