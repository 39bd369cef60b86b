import type { Entry, Uuid } from '@parley/protocol';
import type { Arrival } from '../chat-client.ts';
import type { StoredConversation } from '../storage/stored-conversation.ts';
import { messageItem } from './message-item.ts';

type Listener = (arrival: Arrival) => void;

interface ArrivalDeps {
  readonly me: Uuid;
  /** Whether the reader is not to hear of it, because of who is blocked. */
  readonly isHidden: (conversation: StoredConversation) => boolean;
  /** Whether somebody has a name yet: a message is told of together with who wrote it. */
  readonly isKnown: (uid: Uuid) => boolean;
}

/** Tells of the messages that their reader should hear of: others', behind what was read, each once. */
export class Arrivals {
  readonly #deps: ArrivalDeps;
  readonly #listeners = new Set<Listener>();
  /** Up to which `seq` each conversation was told of: its first message comes with its head and again by itself. */
  readonly #told = new Map<Uuid, number>();
  #waiting: readonly Arrival[] = [];

  constructor(deps: ArrivalDeps) {
    this.#deps = deps;
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** New entries of a conversation, in order. */
  came(entries: readonly Entry[], conversation: StoredConversation): void {
    const { id, mark, head } = conversation;
    const last = entries.at(-1);
    if (last === undefined || this.#deps.isHidden(conversation)) return;
    const heard = Math.max(mark.read, this.#told.get(id) ?? 0);
    this.#told.set(id, Math.max(heard, last.seq));
    const { me } = this.#deps;
    const news = entries
      .filter(({ body, sender, seq }) => body.kind === 'message' && sender !== me && seq > heard)
      .map((entry) => ({
        conversation: id,
        message: messageItem({ entry, changes: [], pending: [], floor: head.floor }, me),
      }));
    this.#waiting = [...this.#waiting, ...news];
    // The list has the conversation's row at the end of this turn.
    queueMicrotask(() => this.peopleKnown());
  }

  /** Somebody may have got a name. */
  peopleKnown(): void {
    const ready = this.#waiting.filter(({ message }) => this.#deps.isKnown(message.sender));
    this.#waiting = this.#waiting.filter((arrival) => !ready.includes(arrival));
    for (const arrival of ready) for (const listener of this.#listeners) listener(arrival);
  }
}
