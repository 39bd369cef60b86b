import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Arrival } from '../../ports/chat-client.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';
import { messageItem } from '../timeline/message-item.ts';
import { isHidden } from './is-hidden.ts';

type Listener = (arrival: Arrival) => void;

interface ArrivalDeps {
  readonly me: Uuid;
  readonly people: PeopleDirectory;
}

/** Notifies of messages by others that the user has not read, each once. */
export class Arrivals {
  readonly #deps: ArrivalDeps;
  readonly #listeners = new Set<Listener>();
  /** The last `seq` notified in each conversation: its first message arrives with its head and again as an event. */
  readonly #told = new Map<Uuid, number>();
  #waiting: readonly Arrival[] = [];

  constructor(deps: ArrivalDeps) {
    this.#deps = deps;
  }

  /** @returns a function that stops it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** New entries of a conversation, in order. */
  came(entries: readonly HeldEntry[], conversation: StoredConversation): void {
    const { id, mark, head } = conversation;
    const last = entries.at(-1);
    if (last === undefined || isHidden(conversation, this.#deps.people.blocked.get())) return;
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

  /** A name may have arrived: a notification needs the sender's. */
  peopleKnown(): void {
    const users = this.#deps.people.users.get();
    const ready = this.#waiting.filter(({ message }) => users.has(message.sender));
    this.#waiting = this.#waiting.filter((arrival) => !ready.includes(arrival));
    for (const arrival of ready) for (const listener of this.#listeners) listener(arrival);
  }
}
