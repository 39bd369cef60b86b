import { effect, inject, Injectable, type Signal } from '@angular/core';
import type { MessageItem, TimelineItem } from '@parley/client';
import { LiveRegion } from '../../core/live-region.ts';
import { Names } from '../../core/names.ts';
import { clockTime } from '../../shared/dates.ts';
import { messagePreview } from './row-preview.ts';

/**
 * Reads out what is new in the open conversation. The log itself is silent: its rows come and go while one scrolls,
 * and a screen reader could not tell old ones from new ones.
 */
@Injectable()
export class Announcer {
  private readonly live = inject(LiveRegion);
  private readonly names = inject(Names);
  private newest: number | undefined;

  follow(items: Signal<readonly TimelineItem[]>): void {
    effect(() => {
      const last = items().findLast((item) => item.kind === 'message' && item.seq !== undefined);
      if (last?.kind !== 'message' || last.seq === undefined) return;
      const isNew = this.newest !== undefined && last.seq > this.newest && !last.own;
      this.newest = last.seq;
      if (isNew) void this.announce(last);
    });
  }

  private announce(message: MessageItem): Promise<void> {
    const name = this.names.person(message.sender);
    return this.live.say(`${name}: ${messagePreview(message)}, ${clockTime(message.time)}`);
  }
}
