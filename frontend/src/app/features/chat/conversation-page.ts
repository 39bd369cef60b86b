import { Component, effect, inject, input } from '@angular/core';
import { RouterOutlet } from '@angular/router';
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
  imports: [BrokenLine, Composer, ConversationHeader, MessageList, PinnedLine, RouterOutlet, TypingLine],
  providers: [OpenConversation, Composing, Reader, Receipts],
  template: `
    <!-- Everything below starts anew with another conversation. -->
    @for (opened of [open.current()]; track opened?.id) {
      @if (opened) {
        <div class="conversation">
          <parley-conversation-header />
          <parley-broken-line />
          <parley-pinned-line />
          <parley-message-list />
          <parley-typing-line />
          <parley-composer />
        </div>
      }
    }
    <router-outlet #details="outlet" />
  `,
  styleUrl: './conversation-page.scss',
})
export class ConversationPage {
  protected readonly open = inject(OpenConversation);
  readonly conversation = input.required<string>();

  constructor() {
    effect(() => this.open.id.set(this.conversation()));
  }
}
