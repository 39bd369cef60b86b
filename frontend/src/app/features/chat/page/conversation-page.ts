import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Reader } from '../../../core/chat/reader.ts';
import { ConversationView } from './conversation-view.ts';

/** One conversation, with its details beside it or over it. */
@Component({
  selector: 'parley-conversation-page',
  imports: [ConversationView, RouterLink, RouterOutlet],
  providers: [OpenConversation, Reader],
  template: `
    <!-- Everything below starts anew with another conversation. -->
    @for (opened of [open.current()]; track opened?.id) {
      @if (opened) {
        @if (missing()) {
          <div class="nowhere">
            <h1>Not found</h1>
            <p class="muted">
              This conversation doesn't exist, or you're not in it.
              <a routerLink="/">Show all conversations</a>
            </p>
          </div>
        } @else {
          <parley-conversation-view />
        }
      }
    }
    <router-outlet #details="outlet" />
  `,
  styles: `
    :host {
      display: flex;
      block-size: 100%;
      overflow: hidden;
    }
    .nowhere {
      display: grid;
      gap: 0.5rem;
      margin: auto;
      padding: 1rem;
      text-align: center;
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
  readonly conversation = input.required<string>();

  constructor() {
    effect(() => this.open.id.set(this.conversation()));
  }
}
