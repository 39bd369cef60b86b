import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { RoomJoining } from '../../core/chat/later/room-joining.ts';
import { LinkSecret } from '../../core/session/link-secret.ts';
import { Icon } from '../../shared/icon.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { isRefusal, type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { PASSWORD_MESSAGES } from './passwords/password-messages.ts';
import { passwordIn } from './passwords/room-link.ts';
import { RoomLine } from './room-line.ts';

/** Where a link to a room leads: to the room for whoever is in it, and a way in for others. A link may bring the password along. */
@Component({
  selector: 'parley-room-page',
  imports: [Icon, ListSkeleton, ProblemNote, RoomLine, RouterLink],
  template: `
    <header class="pane-header">
      <a class="button icon-button" routerLink="/rooms" aria-label="Back to rooms"
        ><parley-icon name="back"
      /></a>
      <h1>Join a room</h1>
    </header>
    <div class="page">
      @if (problem(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      @if (room.hasValue()) {
        <parley-room-line [room]="room.value()" [joined]="false" [joining]="joining()" (join)="join()" />
        @if (password() !== undefined && room.value().locked) {
          <p class="muted small">{{ messages.carried }}</p>
        }
      } @else if (room.error()) {
        <button type="button" class="quiet" (click)="room.reload()">Try again</button>
      } @else {
        <parley-list-skeleton />
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
    .icon-button {
      margin-inline-start: -0.5rem;
    }
    .icon-button:dir(rtl) {
      scale: -1 1;
    }
  `,
})
export class RoomPage {
  private readonly chat = inject(Chat);
  private readonly rooms = inject(RoomJoining);
  private readonly router = inject(Router);
  private readonly secret = inject(LinkSecret);
  /** Of the room. */
  readonly conversation = input.required<Uuid>();

  protected readonly messages = PASSWORD_MESSAGES;
  protected readonly joining = signal(false);
  private readonly failure = signal<Problem | undefined>(undefined);
  protected readonly password = computed(() => passwordIn(this.secret.of(`/rooms/${this.conversation()}`)));
  protected readonly room = resource({
    params: () => this.conversation(),
    loader: async ({ params }) => (await this.chat.client.rooms()).room(params),
  });
  protected readonly problem = computed(() => {
    const error = this.room.error();
    return this.failure() ?? (error === undefined ? undefined : problemOf(error));
  });

  constructor() {
    effect(() => {
      const row = this.chat.row(this.conversation());
      if (row !== undefined && row.role !== null) void this.enter();
    });
  }

  protected async join(): Promise<void> {
    if (this.joining() || !this.room.hasValue()) return;
    this.failure.set(undefined);
    this.joining.set(true);
    try {
      if (await this.rooms.join(this.room.value(), this.password())) await this.enter();
    } catch (error) {
      this.failure.set(this.problemOf(error));
      this.room.reload();
    } finally {
      this.joining.set(false);
    }
  }

  private problemOf(error: unknown): Problem {
    const problem = problemOf(error);
    if (!isRefusal(error) || error.code !== 'E_ROOM_PASSWORD') return problem;
    this.secret.forget();
    return { ...problem, text: PASSWORD_MESSAGES.spent };
  }

  /** The way back does not lead here. */
  private async enter(): Promise<void> {
    this.secret.forget();
    await this.router.navigate(['/c', this.conversation()], { replaceUrl: true });
  }
}
