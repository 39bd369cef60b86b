import type { Entry, Uuid } from '@parley/protocol';
import type { Arrival } from '../chat-client.ts';
import type { StoredConversation } from '../storage/stored-conversation.ts';
import { messageItem } from './message-item.ts';

type Listener = (arrival: Arrival) => void;

/** Tells of the messages that their reader should hear of: others', behind what was read, each once. */
export class Arrivals {
  readonly #me: Uuid;
  readonly #blocked: () => ReadonlySet<Uuid>;
  readonly #listeners = new Set<Listener>();
  /** Up to which `seq` each conversation was told of: its first message comes with its head and again by itself. */
  readonly #told = new Map<Uuid, number>();

  constructor(me: Uuid, blocked: () => ReadonlySet<Uuid>) {
    this.#me = me;
    this.#blocked = blocked;
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** New entries of a conversation, in order. */
  came(entries: readonly Entry[], { id, mark, head }: StoredConversation): void {
    const last = entries.at(-1);
    if (last === undefined || (head.peer !== undefined && this.#blocked().has(head.peer))) return;
    const heard = Math.max(mark.read, this.#told.get(id) ?? 0);
    this.#told.set(id, Math.max(heard, last.seq));
    for (const entry of entries) {
      if (entry.body.kind !== 'message' || entry.sender === this.#me || entry.seq <= heard) continue;
      const message = messageItem({ entry, changes: [], pending: [], floor: head.floor }, this.#me);
      for (const listener of this.#listeners) listener({ conversation: id, message });
    }
  }
}
