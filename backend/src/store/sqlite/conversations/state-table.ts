import type Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { isOutgrown, type ConversationState, type Uuid } from '@parley/protocol';
import type { ChangeCounter } from './change-counter.ts';
import { storedJson } from '../stored-json.ts';

/** Members of cached states, all together; some 250 bytes each. */
const CACHED_MEMBERS = 400_000;

/** The parts of a state that only its snapshot holds. `fold` keeps the identity of parts that an entry does not change. */
const SELDOM = ['name', 'members', 'pinned', 'ended', 'laterKinds'] as const;

/** The state of a log, folded from its first entry to its last. */
type FoldWhole = (conversation: Uuid, head: number) => ConversationState | undefined;
type Position = Pick<ConversationState, 'head' | 'count' | 'chain'>;

/**
 * The fold of every log: its position in `conversations`, written once per commit, and its large, rarely changing parts in
 * `snapshots`. States in use are cached, so that a send needs no query.
 */
export class StateTable {
  readonly #sql;
  readonly #changes: ChangeCounter;
  readonly #foldWhole: FoldWhole;
  readonly #cache = new LRUCache<Uuid, ConversationState>({
    maxSize: CACHED_MEMBERS,
    sizeCalculation: ({ members }) => 1 + Object.keys(members).length,
  });
  /** Changes since the last commit. Unlike the cache, it must not drop any. */
  readonly #grown = new Map<Uuid, ConversationState>();
  readonly #touched = new Set<Uuid>();

  constructor(db: Database.Database, changes: ChangeCounter, foldWhole: FoldWhole) {
    this.#changes = changes;
    this.#foldWhole = foldWhole;
    this.#sql = {
      load: db.prepare<[Uuid], Position & { snapshot: string }>(
        `SELECT head, count, chain, state AS snapshot FROM conversations JOIN snapshots USING (conversation)
         WHERE conversation = ?`,
      ),
      snapshot: db.prepare<[Uuid, string]>('INSERT OR REPLACE INTO snapshots VALUES (?, ?)'),
      grow: db.prepare<[Uuid, number, number, string, number, number]>(
        `INSERT INTO conversations (conversation, head, count, chain, grown, changed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET head = excluded.head, count = excluded.count, chain = excluded.chain,
           grown = excluded.grown, changed = excluded.changed`,
      ),
      touch: db.prepare<[number, Uuid]>('UPDATE conversations SET changed = ? WHERE conversation = ?'),
    };
  }

  get(conversation: Uuid): ConversationState | undefined {
    return this.#grown.get(conversation) ?? this.#cache.get(conversation) ?? this.#load(conversation);
  }

  /** Takes the state after an entry. */
  grow(before: ConversationState | undefined, after: ConversationState): void {
    if (SELDOM.some((part) => before?.[part] !== after[part]))
      this.#sql.snapshot.run(after.conversation, JSON.stringify(after));
    this.#grown.set(after.conversation, after);
  }

  /** Records a change outside of the log that all members see. */
  touch(conversation: Uuid): void {
    this.#touched.add(conversation);
  }

  /** Writes the positions of the logs, each once however much it grew since the last commit. */
  flush(): void {
    for (const [conversation, state] of this.#grown) {
      const change = this.#changes.next();
      this.#sql.grow.run(conversation, state.head, state.count, state.chain, change, change);
      this.#touched.delete(conversation);
      this.#cache.set(conversation, state);
    }
    for (const conversation of this.#touched) this.#sql.touch.run(this.#changes.next(), conversation);
    this.#clear();
  }

  forget(): void {
    this.#clear();
    this.#cache.clear();
  }

  #clear(): void {
    this.#grown.clear();
    this.#touched.clear();
  }

  #load(conversation: Uuid): ConversationState | undefined {
    const row = this.#sql.load.get(conversation);
    if (row === undefined) return undefined;
    const { snapshot, ...position } = row;
    const stored = { ...storedJson<ConversationState>(snapshot), ...position };
    const state = isOutgrown(stored) ? (this.#foldWhole(conversation, position.head) ?? stored) : stored;
    this.#cache.set(conversation, state);
    return state;
  }
}
