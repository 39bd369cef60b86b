import { Component } from '@angular/core';
import { BrokenLine } from './broken-line.ts';
import { Composer } from './composer.ts';
import { Composing } from './composing.ts';
import { ConversationHeader } from './conversation-header.ts';
import { MessageList } from './message-list.ts';
import { PinnedLine } from './pinned-line.ts';
import { Reader } from './reader.ts';
import { Receipts } from './receipts.ts';
import { TypingLine } from './typing-line.ts';

/** One conversation with its messages and composer. Their state ends with it. */
@Component({
  selector: 'parley-conversation-view',
  imports: [BrokenLine, Composer, ConversationHeader, MessageList, PinnedLine, TypingLine],
  providers: [Composing, Reader, Receipts],
  template: `
    <parley-conversation-header />
    <parley-broken-line />
    <parley-pinned-line />
    <parley-message-list />
    <parley-typing-line />
    <parley-composer />
  `,
  styles: `
    :host {
      flex: 1;
      display: flex;
      flex-direction: column;
      min-inline-size: 0;
    }
    parley-message-list {
      flex: 1;
      min-block-size: 0;
    }
  `,
})
export class ConversationView {}
