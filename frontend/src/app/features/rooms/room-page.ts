import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
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
  private readonly destroyRef = inject(DestroyRef);
  private readonly secret = inject(LinkSecret);
  /** Of the room. */
  readonly conversation = input.required<Uuid>();

  protected readonly messages = PASSWORD_MESSAGES;
  protected readonly joining = signal(false);
  /** What the link brings along. */
  private readonly carried = computed(() => this.secret.of(pathOf(this.conversation())));
  protected readonly password = computed(() => passwordIn(this.carried()));
  /** Of the link that was opened last. */
  private readonly failure = linkedSignal<unknown, Problem | undefined>({
    source: () => [this.conversation(), this.carried()],
    computation: () => undefined,
  });
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
      if (row !== undefined && row.role !== null) untracked(() => void this.enter(row.id, this.carried()));
    });
  }

  protected async join(): Promise<void> {
    if (this.joining() || !this.room.hasValue()) return;
    this.failure.set(undefined);
    this.joining.set(true);
    const room = this.room.value();
    const carried = this.carried();
    try {
      if (await this.rooms.join(room, this.password())) await this.enter(room.conversation, carried);
    } catch (error) {
      if (isSpent(error)) this.forget(room.conversation, carried);
      if (this.isShown(room.conversation)) this.fail(error);
    } finally {
      this.joining.set(false);
    }
  }

  private fail(error: unknown): void {
    const problem = problemOf(error);
    this.failure.set(isSpent(error) ? { ...problem, text: PASSWORD_MESSAGES.spent } : problem);
    this.room.reload();
  }

  /** The way back does not lead here. Who went elsewhere meanwhile stays there. */
  private async enter(conversation: Uuid, carried: string | undefined): Promise<void> {
    this.forget(conversation, carried);
    if (this.isShown(conversation)) await this.router.navigate(['/c', conversation], { replaceUrl: true });
  }

  private forget(conversation: Uuid, carried: string | undefined): void {
    if (carried !== undefined) this.secret.forget(pathOf(conversation), carried);
  }

  private isShown(conversation: Uuid): boolean {
    return !this.destroyRef.destroyed && this.conversation() === conversation;
  }
}

function pathOf(room: Uuid): string {
  return `/rooms/${room}`;
}

/** Whether the password that a link brought along is not the one of the room. */
function isSpent(error: unknown): boolean {
  return isRefusal(error) && error.code === 'E_ROOM_PASSWORD';
}
