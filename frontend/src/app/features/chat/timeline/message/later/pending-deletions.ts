import { DOCUMENT, inject, Service } from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { BrowserStore } from '../../../../../core/device/browser-store.ts';
import { Chat } from '../../../../../core/chat/chat.ts';
import { Toasts } from '../../../../../core/overlays/toasts.ts';

const KEY = 'parley.deletions';
const TIME_TO_UNDO_MS = 6_000;

/**
 * A deletion cannot be undone once it is sent, so that it is sent after the time for Undo. Until then it is noted in the
 * local storage, which is synchronous: a closing page has no time to write to its database.
 */
@Service()
export class PendingDeletions {
  private readonly chat = inject(Chat);
  private readonly toasts = inject(Toasts);
  private readonly store = inject(BrowserStore);
  private readonly pending = new Map<string, () => Promise<void>>();

  constructor() {
    // A user who closes the page or logs out did not undo it: the deletion is sent.
    inject(DOCUMENT).defaultView?.addEventListener('pagehide', () => void this.sendAll());
    this.chat.beforeEnd(() => this.sendAll());
  }

  /** @param text what is said with the Undo */
  add(conversation: Uuid, seq: number, text: string): void {
    const note = `${this.chat.me().uid}/${conversation}/${String(seq)}`;
    if (this.pending.has(note)) return;
    this.write([...this.notes(), note]);
    const send = this.hold(note, conversation, seq);
    const undo = () => {
      this.pending.delete(note);
      this.drop(note);
    };
    // The toast's code may have to be loaded first.
    void this.toasts.offerUndo(text, undo).finally(() => this.sendSoon(note, send));
  }

  /** Continues with deletions that an earlier page noted and had no time to send. */
  resume(): void {
    const { uid } = this.chat.me();
    // Another tab may still offer to undo it.
    const stillNoted = (note: string) => this.notes().includes(note);
    for (const note of this.notes()) {
      const [whose, conversation = '', seq] = note.split('/');
      if (whose === uid && !this.pending.has(note))
        this.sendSoon(note, this.hold(note, conversation, Number(seq), stillNoted));
    }
  }

  /** Until it is sent or undone. */
  private hold(
    note: string,
    conversation: Uuid,
    seq: number,
    wanted: (note: string) => boolean = () => true,
  ) {
    const { client } = this.chat;
    const send = async () => {
      this.pending.delete(note);
      if (!wanted(note)) return;
      await client.delete(conversation, seq);
      this.drop(note);
    };
    this.pending.set(note, send);
    return send;
  }

  private sendSoon(note: string, send: () => Promise<void>): void {
    setTimeout(() => {
      if (this.pending.get(note) === send) void this.toasts.attempt(send);
    }, TIME_TO_UNDO_MS);
  }

  private async sendAll(): Promise<void> {
    await Promise.all([...this.pending.values()].map((send) => send()));
  }

  private notes(): readonly string[] {
    const stored = this.store.read(KEY);
    return Array.isArray(stored) ? stored.filter((note) => typeof note === 'string') : [];
  }

  private drop(note: string): void {
    this.write(this.notes().filter((other) => other !== note));
  }

  private write(notes: readonly string[]): void {
    if (notes.length === 0) this.store.remove(KEY);
    else this.store.write(KEY, notes);
  }
}
