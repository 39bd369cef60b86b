import { Component, computed, DestroyRef, effect, inject, signal } from '@angular/core';
import type { MessageItem, TimelineItem } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { countdown, spanOf } from '../../../../shared/later/spans.ts';

const SECOND_MS = 1_000;

/** What a plain member of a room in slow mode reads above the field: how long they wait, counted down after each message. */
@Component({
  selector: 'parley-slow-mode',
  template: `
    <p class="muted small">
      Slow mode: one message every {{ span() }}.
      @if (left() > 0) {
        <span role="timer">You can send the next one in {{ shownLeft() }}.</span>
      }
    </p>
  `,
  styles: `
    [role='timer'] {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class SlowMode {
  private readonly chat = inject(Chat);
  private readonly composing = inject(Composing);
  private readonly open = inject(OpenConversation);
  private readonly now = signal(Date.now());
  /** The user's newest message that was seen here, and when they wrote it by this device's clock. */
  private readonly newest = signal<{ readonly id: string; readonly since: number } | undefined>(undefined);

  private readonly seconds = computed(() => this.chat.row(this.open.id() ?? '')?.rules?.slowMode ?? 0);
  protected readonly span = computed(() => spanOf(this.seconds()));
  protected readonly left = computed(() => {
    const newest = this.newest();
    if (newest === undefined) return 0;
    return Math.max(0, Math.ceil((newest.since + this.seconds() * SECOND_MS - this.now()) / SECOND_MS));
  });
  protected readonly shownLeft = computed(() => countdown(this.left()));

  constructor() {
    effect(() => {
      const last = this.open.current()?.items().findLast(isOwnSent);
      if (last !== undefined) this.follow(last);
    });
    effect(() => this.composing.slowed.set(this.left() > 0));
    const timer = setInterval(() => this.now.set(Date.now()), SECOND_MS / 2);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.composing.slowed.set(false);
    });
  }

  /** Where this device's clock is behind the server's, nobody waits for longer than slow mode says. */
  private follow({ id, time }: MessageItem): void {
    const now = Date.now();
    this.now.set(now);
    this.newest.update((newest) => (newest?.id === id ? newest : { id, since: Math.min(time, now) }));
  }
}

/** What the server refused does not count there. */
function isOwnSent(item: TimelineItem): item is MessageItem {
  return item.kind === 'message' && item.own && item.status !== 'refused' && item.status !== 'lost';
}
