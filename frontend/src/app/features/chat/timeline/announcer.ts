import { effect, inject, Injectable, type Signal } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { LiveRegion } from '../../../core/overlays/live-region.ts';
import { Names } from '../../../core/chat/names.ts';
import { clockTime } from '../../../shared/dates.ts';
import { messagePreview } from '../../../shared/message-text/row-preview.ts';

/**
 * Announces new messages in the open conversation to screen readers. The list itself is silent: its rows come and go with
 * scrolling, and a screen reader could not tell old ones from new ones.
 */
@Injectable()
export class Announcer {
  private readonly live = inject(LiveRegion);
  private readonly names = inject(Names);
  private newest: number | undefined;

  /** @param last the newest message of the conversation, whether or not it is on display */
  follow(last: Signal<MessageItem | undefined>): void {
    effect(() => {
      const message = last();
      if (message?.seq === undefined) return;
      const isNew = this.newest !== undefined && message.seq > this.newest && !message.own;
      this.newest = message.seq;
      if (isNew) void this.announce(message);
    });
  }

  private announce(message: MessageItem): Promise<void> {
    const name = this.names.person(message.sender);
    return this.live.say(`${name}: ${messagePreview(message)}, ${clockTime(message.time)}`);
  }
}
