import { Component, DestroyRef, inject, signal } from '@angular/core';
import { applyWhen, form, FormRoot, type SchemaPathTree } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import type { Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { newPasswordRules } from '../../shared/forms/account-rules.ts';
import { nameRule } from '../../shared/forms/name-rule.ts';
import { isRefusal, type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { LockedRoomLink } from './passwords/locked-room-link.ts';
import { PASSWORD_MESSAGES } from './passwords/password-messages.ts';
import { roomLink } from './passwords/room-link.ts';
import { ROOM_MESSAGES } from './room-messages.ts';
import { roomNameProblem } from './room-name-problem.ts';

/** Without a password everyone joins. */
function rules(path: SchemaPathTree<{ readonly name: string; readonly password: string }>): void {
  nameRule(path.name, roomNameProblem);
  applyWhen(
    path,
    ({ value }) => value().password !== '',
    (locked) => newPasswordRules(locked.password),
  );
}

/** Begins a room, whose first owner is the user. */
@Component({
  selector: 'parley-new-room',
  imports: [FormRoot, LockedRoomLink, PageHeader, ProblemNote, RouterLink, TextField],
  template: `
    <parley-page-header heading="New room" back="/rooms" backLabel="Back to rooms" />
    <div class="page">
      @if (created(); as room) {
        <div class="stack">
          <p role="status">The room is there. This link brings its password along:</p>
          <parley-locked-room-link [link]="room.link" />
          <a class="button primary" [routerLink]="['/c', room.id]">Open room</a>
        </div>
      } @else {
        <form [formRoot]="form" class="stack">
          <parley-text-field
            label="Room name"
            hint="Letters, digits, spaces, - and _."
            [field]="form.name"
            autocapitalize="sentences"
            focused
          />
          <parley-text-field
            label="Password (optional)"
            type="password"
            [hint]="passwords.optional"
            [field]="form.password"
          />
          <p class="muted">{{ form.password().value() === '' ? messages.anyone : messages.whoKnows }}</p>
          @if (failure(); as problem) {
            <parley-problem-note [problem]="problem" />
          }
          <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">
            {{ form().submitting() ? 'Creating room …' : 'Create room' }}
          </button>
        </form>
      }
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
  private readonly destroyRef = inject(DestroyRef);

  protected readonly messages = ROOM_MESSAGES;
  protected readonly passwords = PASSWORD_MESSAGES;
  /** A room with a password, which the page knows for now. */
  protected readonly created = signal<{ readonly id: Uuid; readonly link: string } | undefined>(undefined);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(signal({ name: '', password: '' }), rules, {
    submission: {
      action: async ({ name, password }) => {
        const message = await this.create(name().value().trim(), password().value());
        return message === undefined ? undefined : { kind: 'taken', message, fieldTree: name };
      },
    },
  });

  /** @returns what is wrong with the name; undefined if it is not about that */
  private async create(name: string, password: string): Promise<string | undefined> {
    this.failure.set(undefined);
    try {
      const rooms = await this.chat.client.rooms();
      const id = await (password === '' ? rooms.create(name) : rooms.create(name, password));
      // Who went elsewhere meanwhile stays there.
      if (this.destroyRef.destroyed) return undefined;
      if (password === '') await this.router.navigate(['/c', id]);
      else this.created.set({ id, link: roomLink(id, password) });
    } catch (error) {
      const problem = problemOf(error);
      const code = isRefusal(error) ? error.code : undefined;
      if (code === 'E_ROOM_NAME_TAKEN') return problem.text;
      this.failure.set(code === 'E_FORBIDDEN' ? { ...problem, text: ROOM_MESSAGES.onlyAdmins } : problem);
    }
    return undefined;
  }
}
