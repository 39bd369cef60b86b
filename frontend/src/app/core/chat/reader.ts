import { inject, Injectable, linkedSignal } from '@angular/core';
import type { Conversation } from '@parley/client';
import { MESSAGES } from '../../shared/messages.ts';
import { Toasts } from '../overlays/toasts.ts';
import { Chat } from './chat.ts';
import { OpenConversation } from './open-conversation.ts';

/** Makes the list jump to a message that a link, a quote or a pin refers to, or says why it can't. Provided by the page. */
@Injectable()
export class Reader {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly toasts = inject(Toasts);
  /** The target in the open conversation; a new object each time, so that the same one can be requested twice. */
  readonly wanted = linkedSignal<unknown, { readonly seq: number } | undefined>({
    source: this.open.current,
    computation: () => undefined,
  });
  /** The message jumped to, highlighted for a moment. */
  readonly found = linkedSignal<unknown, number | undefined>({
    source: this.open.current,
    computation: () => undefined,
  });

  /** @returns as `Conversation.reach` */
  async goTo(seq: number): Promise<boolean | undefined> {
    const opened = this.open.current();
    const isThere = await opened?.conversation.reach(seq);
    // Another conversation may be open by now.
    if (opened === undefined || this.open.current() !== opened) return undefined;
    if (isThere === true) {
      this.wanted.set({ seq });
      this.found.set(seq);
    } else await this.toasts.say(await this.obstacle(opened.conversation, seq, isThere));
    return isThere;
  }

  private async obstacle(conversation: Conversation, seq: number, isThere?: false): Promise<string> {
    // A local copy that can't be read has a note of its own.
    const message = await conversation.message(seq).catch(() => undefined);
    if (message?.kind === 'hidden') return MESSAGES.notForYou;
    if (isThere === false) return MESSAGES.notThere;
    return this.chat.connection().kind === 'online' ? MESSAGES.noAnswer : MESSAGES.unreachable;
  }
}
