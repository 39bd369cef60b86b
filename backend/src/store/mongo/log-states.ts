import { LRUCache } from 'lru-cache';
import { fold, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { ConversationIndex } from './conversation-index.ts';
import type { EntryLog } from './entry-log.ts';
import type { LogEffects } from './log-effects.ts';

/** Members of cached states, all together; some 250 bytes each. */
const CACHED_MEMBERS = 400_000;
/** Logs read with one query. */
const BATCH = 100;

/**
 * The folds of the logs. What is cached was acknowledged or read by a majority, so it is never wrong, only old:
 * `fresh` reads what was appended since.
 */
export class LogStates {
  readonly #log: EntryLog;
  readonly #index: ConversationIndex;
  readonly #effects: LogEffects;
  readonly #cache = new LRUCache<Uuid, ConversationState>({
    maxSize: CACHED_MEMBERS,
    sizeCalculation: ({ members }) => 1 + Object.keys(members).length,
  });

  constructor(log: EntryLog, index: ConversationIndex, effects: LogEffects) {
    this.#log = log;
    this.#index = index;
    this.#effects = effects;
  }

  /** As it was when this server looked last. */
  cached(conversation: Uuid): ConversationState | undefined {
    return this.#cache.get(conversation);
  }

  async fresh(conversation: Uuid): Promise<ConversationState | undefined> {
    return (await this.freshOf([conversation])).get(conversation);
  }

  /** The states of those of these that exist. */
  async freshOf(conversations: readonly Uuid[]): Promise<ReadonlyMap<Uuid, ConversationState>> {
    const states = new Map<Uuid, ConversationState>();
    for (let at = 0; at < conversations.length; at += BATCH)
      for (const state of await this.#read(conversations.slice(at, at + BATCH)))
        states.set(state.conversation, state);
    return states;
  }

  /** Keeps a state that an own acknowledged insert made. */
  advance(state: ConversationState): void {
    if (state.head > (this.#cache.get(state.conversation)?.head ?? 0))
      this.#cache.set(state.conversation, state);
  }

  /** After trouble on the way to the database. */
  forget(): void {
    this.#cache.clear();
  }

  async #read(conversations: readonly Uuid[]): Promise<ConversationState[]> {
    const known = await this.#known(conversations);
    const tails = conversations.map((conversation) => ({
      conversation,
      after: known.get(conversation)?.head ?? 0,
    }));
    const entries = await this.#log.tails(tails);
    await this.#effects.follow(entries);
    const states = foldAll(known, entries);
    for (const state of states) this.advance(state);
    return states;
  }

  /** What is cached, and of the others the kept folds. */
  async #known(conversations: readonly Uuid[]): Promise<Map<Uuid, ConversationState>> {
    const cached = conversations.flatMap((conversation) => this.#cache.get(conversation) ?? []);
    const known = new Map(cached.map((state) => [state.conversation, state]));
    const missing = conversations.filter((conversation) => !known.has(conversation));
    for (const state of await this.#index.snapshots(missing)) known.set(state.conversation, state);
    return known;
  }
}

function foldAll(
  known: ReadonlyMap<Uuid, ConversationState>,
  entries: readonly Entry[],
): ConversationState[] {
  const states = new Map(known);
  for (const entry of entries) states.set(entry.conversation, fold(states.get(entry.conversation), entry));
  return [...states.values()];
}
