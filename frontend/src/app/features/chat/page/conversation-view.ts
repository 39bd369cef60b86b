import { Component, computed, inject, viewChild, ViewContainerRef } from '@angular/core';
import { Chat } from '../../../core/chat/chat.ts';
import { closedTo } from '../../../core/chat/rights-in.ts';
import { Clock } from '../../../core/device/clock.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { backgroundPart } from '../../../core/parts/parts.ts';
import { showWhen } from '../../../core/parts/show-when.ts';
import { Composer } from '../composer/composer.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { ConversationHeader } from './conversation-header.ts';
import { hasUnopened } from './has-unopened.ts';
import { MessageList } from '../timeline/message-list.ts';
import { Receipts } from '../timeline/message/receipts.ts';
import { TypingLine } from './typing-line.ts';

/** One conversation with its messages and composer. Their state ends with it. */
@Component({
  selector: 'parley-conversation-view',
  imports: [Composer, ConversationHeader, MessageList, TypingLine],
  providers: [Composing, Receipts],
  template: `
    <parley-conversation-header />
    <ng-container #warning />
    <ng-container #sealing />
    <ng-container #pins />
    <parley-message-list />
    <parley-typing-line />
    @if (closedRoom()) {
      <ng-container #closed />
    } @else {
      <parley-composer />
    }
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
export class ConversationView {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly open = inject(OpenConversation);
  private readonly warning = viewChild('warning', { read: ViewContainerRef });
  private readonly sealing = viewChild('sealing', { read: ViewContainerRef });
  private readonly closed = viewChild('closed', { read: ViewContainerRef });
  private readonly pins = viewChild('pins', { read: ViewContainerRef });
  /** By the server's list, or by a message that is here: the line then looks which of them count. */
  private readonly hasPins = computed(() => {
    const opened = this.open.current();
    const listed = opened?.details()?.state.pinned.length ?? 0;
    return listed > 0 || opened?.items().some((item) => item.kind === 'message' && item.pinned) === true;
  });
  private readonly inDoubt = computed(() => {
    const id = this.open.id() ?? '';
    return (
      this.chat.broken().has(id) ||
      this.chat.damaged().has(id) ||
      this.chat.row(id)?.hasUnknown === true ||
      hasUnopened(this.open.current()?.items())
    );
  });

  /** A room says more than why the user cannot write: how to come back, until when they are muted, or how long it can be read. */
  protected readonly closedRoom = computed(() => {
    const row = this.chat.row(this.open.id() ?? '');
    const closed = closedTo(row, this.chat.me(), this.clock.now());
    return row?.isRoom === true && closed !== undefined && closed !== 'newer';
  });

  constructor() {
    showWhen(
      this.closedRoom,
      this.closed,
      async () => (await backgroundPart(() => import('./later/closed-room.ts'))).ClosedRoom,
    );
    showWhen(
      this.inDoubt,
      this.warning,
      async () => (await backgroundPart(() => import('./later/broken-line.ts'))).BrokenLine,
    );
    showWhen(
      () => this.chat.sealed().has(this.open.id() ?? ''),
      this.sealing,
      async () => (await backgroundPart(() => import('../sealing/later/sealing-lines.ts'))).SealingLines,
    );
    showWhen(
      this.hasPins,
      this.pins,
      async () => (await backgroundPart(() => import('./later/pinned-line.ts'))).PinnedLine,
    );
  }
}
