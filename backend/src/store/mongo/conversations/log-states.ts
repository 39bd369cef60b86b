import { LRUCache } from 'lru-cache';
import { ParleyError, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import { foldLog } from '../../../domain/log/fold-log.ts';
import type { ConversationIndex } from './conversation-index.ts';
import type { EntryLog } from './entry-log.ts';
import type { LogEffects } from './log-effects.ts';

/** Members of cached states, all together; some 250 bytes each. */
const CACHED_MEMBERS = 400_000;
/** Logs read per query. */
const BATCH = 100;
/** Where a log begins, with its members. Only those of groups change while they are open. */
const FIRST = 1;

/** The states of some logs; those that do not exist are left out. */
export interface Folds {
  readonly states: ReadonlyMap<Uuid, ConversationState>;
  /** Logs with missing entries. */
  readonly damaged: readonly Uuid[];
}

/**
 * The folds of the logs. Cached states were acknowledged or read by a majority, but the store may have been restored from a
 * backup since. Therefore each reading begins at the last entry of a fold; if that entry is different or missing, the log is
 * folded anew.
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

  /** @throws ParleyError `E_LOG_DAMAGED` */
  async fresh(conversation: Uuid): Promise<ConversationState | undefined> {
    const { states, damaged } = await this.foldsOf([conversation]);
    if (damaged.length > 0) throw new ParleyError('E_LOG_DAMAGED');
    return states.get(conversation);
  }

  /** The states of those logs that exist and are not damaged. */
  async freshOf(conversations: readonly Uuid[]): Promise<ReadonlyMap<Uuid, ConversationState>> {
    return (await this.foldsOf(conversations)).states;
  }

  async foldsOf(conversations: readonly Uuid[]): Promise<Folds> {
    const states = new Map<Uuid, ConversationState>();
    const damaged: Uuid[] = [];
    for (let at = 0; at < conversations.length; at += BATCH) {
      const folds = await this.#read(conversations.slice(at, at + BATCH));
      for (const [conversation, state] of folds.states) states.set(conversation, state);
      damaged.push(...folds.damaged);
    }
    return { states, damaged };
  }

  /** Caches the state after this server's own acknowledged insert. */
  advance(state: ConversationState): void {
    if (state.head > (this.#cache.get(state.conversation)?.head ?? 0))
      this.#cache.set(state.conversation, state);
  }

  /** After a failed operation. */
  forget(): void {
    this.#cache.clear();
  }

  async #read(conversations: readonly Uuid[]): Promise<Folds> {
    const known = await this.#known(conversations);
    const tails = await this.#tails(conversations, known);
    const ahead = [...known.values()].filter((state) => !isIn(tails.get(state.conversation), state));
    for (const { conversation } of ahead) {
      known.delete(conversation);
      await this.#wentBack(conversation);
    }
    const whole = await this.#tails(
      ahead.map(({ conversation }) => conversation),
      known,
    );
    return this.#fold(known, new Map([...tails, ...whole]));
  }

  /** By conversation, from the last known entry on. */
  async #tails(
    conversations: readonly Uuid[],
    known: ReadonlyMap<Uuid, ConversationState>,
  ): Promise<Map<Uuid, Entry[]>> {
    const tails = new Map(conversations.map((conversation): [Uuid, Entry[]] => [conversation, []]));
    const wanted = conversations.map((conversation) => ({
      conversation,
      from: known.get(conversation)?.head ?? 1,
    }));
    for (const entry of await this.#log.tails(wanted)) tails.get(entry.conversation)?.push(entry);
    return tails;
  }

  async #fold(
    known: ReadonlyMap<Uuid, ConversationState>,
    tails: ReadonlyMap<Uuid, readonly Entry[]>,
  ): Promise<Folds> {
    const states = new Map<Uuid, ConversationState>();
    const damaged: Uuid[] = [];
    for (const [conversation, tail] of tails) {
      const before = known.get(conversation);
      const news = tail.slice(before === undefined ? 0 : 1);
      const state = foldedOrDamaged(before, news);
      if (state === 'damaged') damaged.push(conversation);
      if (state === undefined || state === 'damaged') continue;
      await this.#effects.follow(state, news);
      states.set(conversation, state);
      this.advance(state);
    }
    return { states, damaged };
  }

  /** Marks the conversation as changed: its members' copies are ahead of the log, too. */
  async #wentBack(conversation: Uuid): Promise<void> {
    this.#cache.delete(conversation);
    await this.#index.drop(conversation);
    await this.#effects.wentBack(conversation);
    await this.#index.changed(conversation);
  }

  /** The cached states and, for the other logs, the stored folds. */
  async #known(conversations: readonly Uuid[]): Promise<Map<Uuid, ConversationState>> {
    const cached = conversations.flatMap((conversation) => this.#cache.get(conversation) ?? []);
    const known = new Map(cached.map((state) => [state.conversation, state]));
    const missing = conversations.filter((conversation) => !known.has(conversation));
    const snapshots = await this.#index.snapshots(missing);
    for (const state of await Promise.all(snapshots.map((stored) => this.#withRoster(stored))))
      known.set(state.conversation, state);
    return known;
  }

  /**
   * A fold that was stored before there were rosters lacks it. In an open group it may be outdated, too: servers of the version before keep it as
   * it was, and fold members on beside it. It is found without reading the log.
   */
  async #withRoster(state: ConversationState): Promise<ConversationState> {
    if (state.protection === 'sealed') return state;
    const roster =
      state.type === 'group' ? await this.#log.lastOfRoster(state.conversation, state.head) : FIRST;
    return roster === undefined ? state : { ...state, roster };
  }
}

/** Whether a log still has the last entry of a state. */
function isIn(tail: readonly Entry[] | undefined, { head, chain }: ConversationState): boolean {
  const first = tail?.[0];
  return first?.seq === head && first.chain === chain;
}

function foldedOrDamaged(
  before: ConversationState | undefined,
  entries: readonly Entry[],
): ConversationState | undefined | 'damaged' {
  try {
    return foldLog(before, entries);
  } catch (error) {
    if (error instanceof ParleyError) return 'damaged';
    throw error;
  }
}
