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
  private readonly pending = new Map<string, () => Promise<void>>();

  constructor() {
    // Somebody who closes the page or logs out meant what he said.
    inject(DOCUMENT).defaultView?.addEventListener('pagehide', () => void this.sendAll());
    this.chat.beforeEnd(() => this.sendAll());
  }

  add(conversation: Uuid, seq: number): void {
    const key = `${conversation}/${String(seq)}`;
    if (this.pending.has(key)) return;
    const { client } = this.chat;
    let timer: ReturnType<typeof setTimeout>;
    const forget = () => {
      clearTimeout(timer);
      this.pending.delete(key);
    };
    const send = () => {
      forget();
      return client.delete(conversation, seq);
    };
    this.pending.set(key, send);
    // The toast may have to be fetched first.
    const begin = () => {
      if (this.pending.get(key) === send)
        timer = setTimeout(() => void this.toasts.attempt(send), TIME_TO_UNDO_MS);
    };
    void this.toasts.offerUndo(MESSAGES.messageDeleted, forget).finally(begin);
  }

  private async sendAll(): Promise<void> {
    await Promise.all([...this.pending.values()].map((send) => send()));
  }
}
