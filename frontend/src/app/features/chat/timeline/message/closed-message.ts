import { Component, computed, effect, inject, input, signal } from '@angular/core';
import type { MessageItem, NotOpened } from '@parley/client';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { backgroundPart } from '../../../../core/parts/parts.ts';
import { MESSAGES } from '../../../../shared/messages.ts';

/** In place of a message that can't be shown: why, once that is known. */
@Component({
  selector: 'parley-closed-message',
  template: `{{ text() }}`,
  styles: `
    /* Nearly all are opened at once, and should not flash. */
    :host {
      animation: closed 1s step-end backwards;
    }
    @keyframes closed {
      from {
        visibility: hidden;
      }
    }
  `,
})
export class ClosedMessage {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  readonly item = input.required<MessageItem>();

  private readonly words = signal<((cause: NotOpened) => string) | undefined>(undefined);
  private readonly cause = computed(() =>
    this.chat
      .sealed()
      .get(this.open.id() ?? '')
      ?.notOpened.get(this.item().seq ?? 0),
  );
  protected readonly text = computed(() => {
    const cause = this.cause();
    const told = cause && this.words()?.(cause);
    return told ?? (this.item().unopened ? MESSAGES.unopened : MESSAGES.unreadable);
  });

  constructor() {
    effect(() => {
      if (this.cause() !== undefined) void this.loadWords();
    });
  }

  private async loadWords(): Promise<void> {
    const { notOpenedWords } = await backgroundPart(() => import('../../sealing/later/not-opened-words.ts'));
    this.words.set(notOpenedWords);
  }
}
