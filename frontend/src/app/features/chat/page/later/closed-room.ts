import { Component, computed, effect, inject, signal } from '@angular/core';
import { TIMING } from '@parley/protocol/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { RoomJoining } from '../../../../core/chat/later/room-joining.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { closedTo } from '../../../../core/chat/rights-in.ts';
import { Clock } from '../../../../core/device/clock.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { longDate } from '../../../../shared/later/long-date.ts';
import { whenOf } from '../../../../shared/later/when-of.ts';

/** The longest that a browser's timer takes, in ms. */
const TIMER_MAX = 2 ** 31 - 1;

/** In place of the composer of a room where the user cannot write: they have left or are muted, only admins write, or it was deleted. */
@Component({
  selector: 'parley-closed-room',
  template: `
    <p class="muted" role="status">{{ reason() }}</p>
    @if (why() === 'left') {
      <button type="button" class="outlined" [attr.aria-disabled]="joining()" (click)="join()">
        Join again
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: center;
      gap: 0.5rem 1rem;
      min-block-size: 60px;
      padding: 0.5rem 1rem;
      border-block-start: 1px solid var(--mat-sys-outline-variant);
      text-align: center;
      text-wrap: balance;
    }
  `,
})
export class ClosedRoom {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly open = inject(OpenConversation);
  private readonly rooms = inject(RoomJoining);
  private readonly toasts = inject(Toasts);
  protected readonly joining = signal(false);
  private readonly row = computed(() => this.chat.row(this.open.id() ?? ''));
  protected readonly why = computed(() => closedTo(this.row(), this.chat.me(), this.clock.now()));
  private readonly mutedUntil = computed(() => this.row()?.mutedUntil ?? 0);

  protected readonly reason = computed(() => {
    switch (this.why()) {
      case 'ended':
        return this.deleted();
      case 'left':
        return this.isBanned()
          ? 'You were banned from this room. You can join again once that is lifted.'
          : "You're no longer in this room.";
      case 'muted':
        return `You're muted in this room until ${whenOf(this.mutedUntil(), this.clock.now())}.${this.kept()}`;
      case 'admins':
        return `Only owners and admins write in this room.${this.kept()}`;
      default:
        return '';
    }
  });
  /** Said where there is something to lose. */
  private readonly kept = computed(() =>
    this.row()?.draft === undefined ? '' : ' What you were writing is kept.',
  );
  private readonly deleted = computed(() => {
    const end = this.open
      .current()
      ?.items()
      .find((item) => item.kind === 'notice' && item.body.kind === 'ended');
    if (end?.kind !== 'notice') return 'This room was deleted. You can still read it for a while.';
    return `This room was deleted. You can read it until ${longDate(end.time + TIMING.readOn)}.`;
  });
  /** A ban is the last that they may read. */
  private readonly isBanned = computed(() => {
    const last = this.open.current()?.items().at(-1);
    return last?.kind === 'notice' && last.body.kind === 'banned' && last.body.member === this.chat.me().uid;
  });

  constructor() {
    effect((onCleanup) => {
      const left = this.mutedUntil() - Date.now();
      // Somebody ended the mute: the clock that pages go by may be some seconds behind.
      if (left <= 0) {
        this.clock.look();
        return;
      }
      const timer = setTimeout(() => this.clock.look(), Math.min(left, TIMER_MAX));
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected async join(): Promise<void> {
    if (this.joining()) return;
    this.joining.set(true);
    const conversation = this.open.id() ?? '';
    const name = this.row()?.name ?? '';
    await this.toasts.attempt(() => this.rooms.join({ conversation, name }));
    this.joining.set(false);
  }
}
