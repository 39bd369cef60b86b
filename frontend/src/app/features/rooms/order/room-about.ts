import { Component, computed, inject, input } from '@angular/core';
import type { RoomLook, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { part } from '../../../core/parts/parts.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { withoutOverrides } from '../../../shared/message-text/without-overrides.ts';
import type { Described } from './describe-room.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

/** What a room says of itself; its owners and admins change that in a dialog. */
@Component({
  selector: 'parley-room-about',
  imports: [LaterIcon],
  template: `
    @if (topic(); as topic) {
      <p class="topic" dir="auto">{{ topic }}</p>
    }
    @if (description(); as description) {
      <p class="description" dir="auto">{{ description }}</p>
    }
    @if (editable()) {
      <button type="button" class="quiet" [attr.aria-disabled]="look() === undefined" (click)="edit()">
        <parley-icon name="palette" /> Edit topic and look
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.375rem;
      text-align: center;
      overflow-wrap: anywhere;
    }
    .topic {
      font-weight: 500;
      text-wrap: balance;
    }
    .description {
      justify-self: stretch;
      text-align: start;
      white-space: pre-line;
    }
  `,
})
export class RoomAbout {
  private readonly chat = inject(Chat);
  private readonly dialogs = inject(Dialogs);
  private readonly open = inject(OpenConversation);
  readonly room = input.required<Uuid>();
  readonly editable = input(false);

  /** Undefined until the description is known: the whole look is said anew, so nothing of it may be missing. */
  protected readonly look = computed<RoomLook | undefined>(() => {
    const state = this.open.current()?.details()?.state;
    return state === undefined ? undefined : (state.look ?? { topic: '', description: '' });
  });
  protected readonly topic = computed(() => {
    const { topic = '' } = this.chat.row(this.room())?.look ?? this.look() ?? {};
    return withoutOverrides(topic);
  });
  protected readonly description = computed(() => withoutOverrides(this.look()?.description ?? ''));

  protected async edit(): Promise<void> {
    const look = this.look();
    if (look === undefined) return;
    const load = () => part(() => import('./describe-room.ts')).then(({ DescribeRoom }) => DescribeRoom);
    const name = this.chat.row(this.room())?.name ?? '';
    const data: Described = { room: this.room(), name, look, now: () => this.look() };
    await this.dialogs.show(ORDER_MESSAGES.about, load, { data, keepsOpen: true });
  }
}
