import { Component, computed, effect, inject, input, signal } from '@angular/core';
import type { NoticeItem } from '@parley/client';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Names } from '../../../core/chat/names.ts';
import { backgroundPart } from '../../../core/parts/parts.ts';
import { exactTime } from '../../../shared/dates.ts';
import type { noticeText } from './later/notice-text.ts';

/** What a notice says, once its code was loaded for the first one. */
const words = signal<typeof noticeText | undefined>(undefined);

/** Joining, leaving, renaming: one centred line of small text. */
@Component({
  selector: 'parley-notice',
  template: `<p class="muted small" [title]="time()">{{ text() }}</p>`,
  styles: `
    p {
      /* Nothing moves when the words come. */
      min-block-size: 1.875rem;
      padding-block: 0.375rem;
      text-align: center;
    }
  `,
})
export class Notice {
  private readonly names = inject(Names);
  readonly item = input.required<NoticeItem>();

  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly isRoom = computed(() => this.chat.row(this.open.id() ?? '')?.isRoom);
  protected readonly text = computed(() =>
    words()?.(this.item(), this.names, this.isRoom() ? 'room' : 'group'),
  );
  protected readonly time = computed(() => exactTime(this.item().time));

  constructor() {
    // Once more with each connection, where it is out of reach.
    effect(() => {
      this.chat.connection();
      if (words() === undefined) void loadWords();
    });
  }
}

async function loadWords(): Promise<void> {
  words.set((await backgroundPart(() => import('./later/notice-text.ts'))).noticeText);
}
