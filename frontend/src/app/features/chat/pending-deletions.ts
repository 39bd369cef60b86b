import { DOCUMENT, inject, Service } from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat.ts';
import { Toasts } from '../../core/toasts.ts';
import { MESSAGES } from '../../shared/messages.ts';

const TIME_TO_UNDO_MS = 6_000;

/** A deletion cannot be taken back once it is sent, so it is sent when the time to undo it is over. */
@Service()
export class PendingDeletions {
  private readonly chat = inject(Chat);
  private readonly toasts = inject(Toasts);
  private readonly pending = new Map<string, () => void>();

  constructor() {
    // Somebody who closes the page meant what he said.
    inject(DOCUMENT).defaultView?.addEventListener('pagehide', () => this.pending.forEach((send) => send()));
  }

  add(conversation: Uuid, seq: number): void {
    const key = `${conversation}/${String(seq)}`;
    const { client } = this.chat;
    const timer = setTimeout(() => send(), TIME_TO_UNDO_MS);
    const forget = () => {
      clearTimeout(timer);
      this.pending.delete(key);
    };
    const send = () => {
      forget();
      void client.delete(conversation, seq);
    };
    this.pending.set(key, send);
    void this.toasts.offerUndo(MESSAGES.messageDeleted, forget);
  }
}
