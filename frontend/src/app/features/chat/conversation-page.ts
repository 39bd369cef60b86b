import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Chat } from '../../core/chat.ts';
import { OpenConversation } from '../../core/open-conversation.ts';
import { BrokenLine } from './broken-line.ts';
import { Composer } from './composer.ts';
import { Composing } from './composing.ts';
import { ConversationHeader } from './conversation-header.ts';
import { MessageList } from './message-list.ts';
import { PinnedLine } from './pinned-line.ts';
import { Receipts } from './receipts.ts';
import { Reader } from './reader.ts';
import { TypingLine } from './typing-line.ts';

/** One conversation, with its details beside it or over it. */
@Component({
  selector: 'parley-conversation-page',
  imports: [
    BrokenLine,
    Composer,
    ConversationHeader,
    MessageList,
    PinnedLine,
    RouterLink,
    RouterOutlet,
    TypingLine,
  ],
  providers: [OpenConversation, Composing, Reader, Receipts],
  template: `
    <!-- Everything below starts anew with another conversation. -->
    @for (opened of [open.current()]; track opened?.id) {
      @if (opened) {
        <div class="conversation">
          @if (missing()) {
            <div class="nowhere">
              <h1>Nothing here</h1>
              <p class="muted">
                There is no such conversation, or you are not in it.
                <a routerLink="/">To all conversations</a>
              </p>
            </div>
          } @else {
            <parley-conversation-header />
            <parley-broken-line />
            <parley-pinned-line />
            <parley-message-list />
            <parley-typing-line />
            <parley-composer />
          }
        </div>
      }
    }
    <router-outlet #details="outlet" />
  `,
  styleUrl: './conversation-page.scss',
})
export class ConversationPage {
  protected readonly open = inject(OpenConversation);
  private readonly chat = inject(Chat);
  /** An address that leads nowhere, as far as the server says. */
  protected readonly missing = computed(
    () =>
      this.chat.synced() &&
      this.chat.row(this.conversation()) === undefined &&
      this.open.current()?.peer() === undefined,
  );
  readonly conversation = input.required<string>();

  constructor() {
    effect(() => this.open.id.set(this.conversation()));
  }
}
