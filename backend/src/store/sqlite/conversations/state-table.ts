import type Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { isOutgrown, type ConversationState, type Uuid } from '@parley/protocol';
import { storedJson } from '../stored-json.ts';
import type { ChangeCounter } from './change-counter.ts';
import type { UuidTable } from './uuid-table.ts';

/** Members of cached states, all together; some 250 bytes each. */
const CACHED_MEMBERS = 400_000;

/** The parts of a state that the last entry tells. All others are in the snapshot alone. */
const POSITION: ReadonlySet<string> = new Set<keyof ConversationState>(['head', 'count', 'chain']);

/** What is read of the logs where a snapshot is of an older version. */
interface Logs {
  /** The state of a log, folded from its first entry to its last. */
  fold(conversation: Uuid, head: number): ConversationState | undefined;
  /** The roster of a log's state. */
  roster(conversation: Uuid, head: number): number | undefined;
}

/** A state as it is stored: the snapshot, and its position, which is that of the last entry. */
interface StateRow {
  readonly head: number;
  readonly count: number;
  readonly chain: Buffer;
  /** JSON */
  readonly snapshot: string;
}

/**
 * The fold of every log. Its position is that of the log's last entry; its large, rarely changing parts are in
 * `snapshots`. States in use are cached, so that a send needs no query.
 */
export class StateTable {
  readonly #sql;
  readonly #uuids: UuidTable;
  readonly #changes: ChangeCounter;
  readonly #logs: Logs;
  readonly #cache = new LRUCache<Uuid, ConversationState>({
    maxSize: CACHED_MEMBERS,
    sizeCalculation: ({ members }) => 1 + Object.keys(members).length,
  });
  readonly #touched = new Set<Uuid>();

  constructor(
    db: Database.Database,
    { uuids, changes }: { readonly uuids: UuidTable; readonly changes: ChangeCounter },
    logs: Logs,
  ) {
    this.#uuids = uuids;
    this.#changes = changes;
    this.#logs = logs;
    this.#sql = {
      load: db.prepare<[number], StateRow>(
        `SELECT seq AS head, count, chain, state AS snapshot FROM snapshots JOIN entries USING (conversation)
         WHERE conversation = ? ORDER BY seq DESC LIMIT 1`,
      ),
      snapshot: db.prepare<[number, string]>('INSERT OR REPLACE INTO snapshots VALUES (?, ?)'),
      touch: db.prepare<[number, number]>('INSERT OR REPLACE INTO touches VALUES (?, ?)'),
    };
  }

  get(conversation: Uuid): ConversationState | undefined {
    return this.#cache.get(conversation) ?? this.#load(conversation);
  }

  /** Takes the state after an entry. */
  grow(before: ConversationState | undefined, after: ConversationState): void {
    if (before === undefined || !isSameSnapshot(before, after))
      this.#sql.snapshot.run(this.#uuids.numbered(after.conversation), JSON.stringify(after));
    this.#cache.set(after.conversation, after);
  }

  /** Records a change outside of the log that all members see. */
  touch(conversation: Uuid): void {
    this.#touched.add(conversation);
  }

  /** Writes which conversations were touched, each once however often it was since the last commit. */
  flush(): void {
    for (const conversation of this.#touched)
      this.#sql.touch.run(this.#uuids.numberOf(conversation), this.#changes.next());
    this.#touched.clear();
  }

  forget(): void {
    this.#touched.clear();
    this.#cache.clear();
  }

  #load(conversation: Uuid): ConversationState | undefined {
    const row = this.#sql.load.get(this.#uuids.numberOf(conversation));
    if (row === undefined) return undefined;
    const { snapshot, head, count, chain } = row;
    const stored = {
      ...storedJson<ConversationState>(snapshot),
      head,
      count,
      chain: chain.toString('base64'),
    };
    const state = this.#upToDate(stored);
    this.#cache.set(conversation, state);
    return state;
  }

  /** A snapshot that an older version made: it may lack kinds of entries, or the roster, which is found without reading the log. */
  #upToDate(stored: ConversationState): ConversationState {
    const { conversation, head } = stored;
    if (isOutgrown(stored)) return this.#logs.fold(conversation, head) ?? stored;
    const roster = stored.roster ?? this.#logs.roster(conversation, head);
    return roster === undefined ? stored : { ...stored, roster };
  }
}

/** `fold` keeps the identity of parts that an entry does not change. */
function isSameSnapshot(before: ConversationState, after: ConversationState): boolean {
  const parts = Object.keys(after) as (keyof ConversationState)[];
  return (
    parts.length === Object.keys(before).length &&
    parts.every((part) => POSITION.has(part) || before[part] === after[part])
  );
}
