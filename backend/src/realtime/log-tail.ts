import type { Uuid } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import type { EntryRelay } from './entry-relay.ts';
import type { Memberships } from './memberships.ts';

/** More missed entries than this are left to the clients, who fetch what lies between. */
const MOST = 50;

interface TailParts {
  readonly conversations: Context['conversations'];
  readonly relay: EntryRelay;
  readonly memberships: Memberships;
}

/** Reads what was stored but never published here: another node's bell was not heard, or its process died before ringing. */
export class LogTail {
  readonly #parts: TailParts;
  #token: string | undefined;

  constructor(parts: TailParts) {
    this.#parts = parts;
  }

  async tick(): Promise<void> {
    const { conversations: logs, relay } = this.#parts;
    const { conversations, token } = await logs.changedSince(this.#token);
    for (const { conversation, head } of conversations) {
      if (relay.deliveredTo(conversation) < head) await this.#catchUp(conversation, head);
    }
    this.#token = token;
  }

  async #catchUp(conversation: Uuid, head: number): Promise<void> {
    const { conversations, relay, memberships } = this.#parts;
    const known = relay.deliveredTo(conversation) || head - 1;
    const entries = await conversations.entries(conversation, Math.max(known + 1, head - MOST + 1), head);
    await memberships.reconcile(conversation);
    for (const entry of entries) relay.deliver(entry);
  }
}
