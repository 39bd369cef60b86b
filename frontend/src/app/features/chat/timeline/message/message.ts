import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { Names } from '../../../../core/chat/names.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Avatar } from '../../../../shared/people/avatar.ts';
import { clockTime, exactTime } from '../../../../shared/dates.ts';
import { NameText } from '../../../../shared/people/name-text.ts';
import { Bubble } from './bubble.ts';
import { DeliveryMark } from '../../../../shared/delivery-mark.ts';
import { MessageTools } from './message-tools.ts';
import { Reactions } from './reactions.ts';
import { Receipts } from './receipts.ts';
import { Unsent } from './unsent.ts';

@Component({
  selector: 'parley-message',
  imports: [Avatar, Bubble, DeliveryMark, MessageTools, NameText, Reactions, Unsent],
  templateUrl: './message.html',
  styleUrl: './message.scss',
  host: {
    '[class.end]': 'item().own && direct()',
    '[class.with-avatar]': '!direct()',
    '[class.found]': 'found()',
  },
})
export class Message {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  protected readonly open = inject(OpenConversation);
  protected readonly receipts = inject(Receipts);

  readonly item = input.required<MessageItem>();
  readonly first = input.required<boolean>();
  readonly last = input.required<boolean>();
  readonly direct = input.required<boolean>();
  /** Under the pointer or with the focus: shows the toolbar. */
  readonly active = input(false);
  /** The target of a quote or a pin that was followed. */
  readonly found = input(false);

  protected readonly sender = computed(() => this.chat.user(this.item().sender));
  protected readonly name = computed(() => this.names.person(this.item().sender));
  protected readonly heading = computed(() => this.first() && !this.direct());
  protected readonly time = computed(() => clockTime(this.item().time));
  protected readonly exact = computed(() => exactTime(this.item().time));
  protected readonly stuck = computed(
    () => this.item().status === 'refused' || this.item().status === 'lost',
  );
  protected readonly footer = computed(
    () => this.last() || this.item().changing || this.item().status === 'pending',
  );

  protected showReceipts(origin: HTMLElement): void {
    void this.receipts.show(origin, this.item());
  }
}
