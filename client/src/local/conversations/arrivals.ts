import type { Uuid } from '@parley/protocol';
import { isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Arrival } from '../../ports/chat-client.ts';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';
import { messageItem } from '../timeline/message-item.ts';
import { isHidden } from './is-hidden.ts';

/** A message that is not opened yet is announced without its text after this time, in ms. */
const TEXT_MS = 2_000;

type Listener = (arrival: Arrival) => void;

interface ArrivalDeps {
  readonly me: Uuid;
  readonly people: PeopleDirectory;
  readonly known: Pick<KnownConversations, 'get'>;
  readonly clock: Clock;
}

/** Notifies of messages by others that the user has not read, each once. */
export class Arrivals {
  readonly #deps: ArrivalDeps;
  readonly #listeners = new Set<Listener>();
  /** The last `seq` notified in each conversation: its first message arrives with its head and again as an event. */
  readonly #told = new Map<Uuid, number>();
  /** What will announce messages that are not opened yet, by their chain. */
  readonly #unopened = new Map<string, Cancel>();
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
    const { id, mark } = conversation;
    const last = entries.at(-1);
    if (last === undefined || isHidden(conversation, this.#deps.people.blocked.get())) return;
    const heard = Math.max(mark.read, this.#told.get(id) ?? 0);
    this.#told.set(id, Math.max(heard, last.seq));
    const { me } = this.#deps;
    const news = entries.filter(
      ({ body, sender, seq }) => body.kind === 'message' && sender !== me && seq > heard,
    );
    for (const entry of news.filter(isUnopened)) this.#waitForText(entry);
    this.#announce(news.filter((entry) => !isUnopened(entry)));
  }

  /** A log has lost its end: what comes in the place of that is news. */
  cut({ id, window }: StoredConversation): void {
    this.#told.set(id, Math.min(this.#told.get(id) ?? 0, window?.last ?? 0));
  }

  /** Entries were opened; messages among them may wait for that. */
  opened(entries: readonly HeldEntry[]): void {
    this.#announce(entries.filter(({ chain }) => this.#unopened.has(chain)));
  }

  /** The client is closed. */
  stop(): void {
    for (const cancel of this.#unopened.values()) cancel();
  }

  #waitForText(entry: HeldEntry): void {
    const cancel = this.#deps.clock.setTimeout(() => this.#announce([entry]), TEXT_MS);
    this.#unopened.set(entry.chain, cancel);
  }

  /** Of those that waited for their text, some may have been read meanwhile. */
  #announce(entries: readonly HeldEntry[]): void {
    const { me, known } = this.#deps;
    for (const { chain } of entries) {
      this.#unopened.get(chain)?.();
      this.#unopened.delete(chain);
    }
    const unread = entries.filter(({ conversation, seq }) => seq > (known.get(conversation)?.mark.read ?? 0));
    const floor = { delivered: 0, read: 0 };
    const news = unread.map((entry) => ({
      conversation: entry.conversation,
      message: messageItem({ entry, changes: [], pending: [], floor }, me),
    }));
    this.#waiting = [...this.#waiting, ...news];
    // The list has the conversation's row at the end of this turn.
    queueMicrotask(() => this.peopleKnown());
  }

  /** A name may have arrived: a notification needs the sender's. */
  peopleKnown(): void {
    const users = this.#deps.people.users.get();
    const ready = this.#waiting.filter(({ message }) => users.has(message.sender));
    this.#waiting = this.#waiting.filter(({ message }) => !users.has(message.sender));
    for (const arrival of ready) for (const listener of this.#listeners) listener(arrival);
  }
}
