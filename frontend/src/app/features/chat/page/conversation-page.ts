import { Component, computed, effect, inject, input, viewChild, ViewContainerRef } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Reader } from '../../../core/chat/reader.ts';
import { backgroundPart } from '../../../core/parts/parts.ts';
import { showWhen } from '../../../core/parts/show-when.ts';
import { ConversationView } from './conversation-view.ts';

/** One conversation, with its details beside it or over it. */
@Component({
  selector: 'parley-conversation-page',
  imports: [ConversationView, RouterOutlet],
  providers: [OpenConversation, Reader],
  template: `
    <!-- Everything below starts anew with another conversation. -->
    @for (opened of [open.current()]; track opened?.id) {
      @if (opened) {
        @if (missing()) {
          <ng-container #nowhere />
        } @else {
          <parley-conversation-view />
        }
      }
    }
    @for (id of [open.id()]; track id) {
      <router-outlet />
    }
  `,
  styles: `
    :host {
      display: flex;
      block-size: 100%;
      overflow: hidden;
    }
  `,
})
export class ConversationPage {
  protected readonly open = inject(OpenConversation);
  private readonly chat = inject(Chat);
  /** The server does not know a conversation at this address. */
  protected readonly missing = computed(
    () =>
      this.chat.synced() &&
      this.chat.row(this.conversation()) === undefined &&
      this.open.current()?.peer() === undefined,
  );
  private readonly nowhere = viewChild('nowhere', { read: ViewContainerRef });
  readonly conversation = input.required<string>();

  constructor() {
    effect(() => this.open.id.set(this.conversation()));
    showWhen(
      // Anew for each address.
      () => this.open.current() !== undefined && this.missing(),
      this.nowhere,
      async () => (await backgroundPart(() => import('./later/missing.ts'))).Missing,
    );
  }
}
