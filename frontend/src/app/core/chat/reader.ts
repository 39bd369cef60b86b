import { inject, Injectable, signal } from '@angular/core';
import type { Conversation } from '@parley/client';
import { MESSAGES } from '../../shared/messages.ts';
import { Toasts } from '../overlays/toasts.ts';
import { Chat } from './chat.ts';
import { OpenConversation } from './open-conversation.ts';

/** Makes the list jump to a message that a quote or a pin refers to, or says why it can't. Provided by the conversation. */
@Injectable()
export class Reader {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly toasts = inject(Toasts);
  /** The target; a new object each time, so that the same one can be requested twice. */
  readonly wanted = signal<{ readonly seq: number } | undefined>(undefined);
  /** The message jumped to, highlighted for a moment. */
  readonly found = signal<number | undefined>(undefined);

  async goTo(seq: number): Promise<void> {
    const conversation = this.open.current()?.conversation;
    if (conversation === undefined) return;
    if (!(await conversation.reach(seq))) {
      await this.toasts.say(await this.obstacle(conversation, seq));
      return;
    }
    this.wanted.set({ seq });
    this.found.set(seq);
  }

  private async obstacle(conversation: Conversation, seq: number): Promise<string> {
    if ((await conversation.message(seq))?.kind === 'hidden') return MESSAGES.notForYou;
    return this.chat.connection().kind === 'online' ? MESSAGES.noAnswer : MESSAGES.unreachable;
  }
}
