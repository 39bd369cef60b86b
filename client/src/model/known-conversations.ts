import type { Uuid } from '@parley/protocol';
import type { StoredConversation } from './stored-conversation.ts';

export type KnownListener = (now: StoredConversation, before: StoredConversation | undefined) => void;

/** All stored conversations, in memory; the rest of the client reads them here. */
export class KnownConversations {
  readonly #conversations = new Map<Uuid, StoredConversation>();
  readonly #listeners = new Set<KnownListener>();

  get(id: Uuid): StoredConversation | undefined {
    return this.#conversations.get(id);
  }

  all(): Iterable<StoredConversation> {
    return this.#conversations.values();
  }

  put(conversation: StoredConversation): void {
    const before = this.#conversations.get(conversation.id);
    this.#conversations.set(conversation.id, conversation);
    for (const listener of this.#listeners) listener(conversation, before);
  }

  onChange(listener: KnownListener): void {
    this.#listeners.add(listener);
  }
}
