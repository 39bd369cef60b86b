import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { ConversationTables } from '../conversations/conversation-tables.ts';
import type { SearchIndex } from '../search/search-index.ts';

/** One step: some milliseconds of short messages, or a few long ones. */
const STEP = { entries: 200, bytes: 262_144 };

interface PayloadRow {
  readonly seq: number;
  readonly message: number;
  readonly erased: number;
  readonly bytes: number | null;
}

/** Erases what was said in deleted rooms, a step at a time. Runs inside transactions of `GroupCommit`. */
export class RoomEraser {
  readonly #tables: ConversationTables;
  readonly #index: Pick<SearchIndex, 'forget'>;
  readonly #entries: Database.Statement<[number, number, number], PayloadRow>;

  constructor(db: Database.Database, tables: ConversationTables, index: Pick<SearchIndex, 'forget'>) {
    this.#tables = tables;
    this.#index = index;
    this.#entries = db.prepare(
      `SELECT seq, message, erased, length(payload) AS bytes FROM entries
       WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
  }

  /** Whether a room waits that was deleted before. */
  isBehind(before: number): boolean {
    return this.#tables.rooms.firstEnded(before) !== undefined;
  }

  /** Takes the next step. */
  step(before: number): void {
    const room = this.#tables.rooms.firstEnded(before);
    if (room === undefined) return;
    const { conversation, erased } = room;
    const last = this.#erase(conversation, erased);
    if (last === undefined) this.#tables.rooms.forget(conversation);
    else this.#tables.rooms.setErased(conversation, last);
  }

  /** @param after what is erased already @returns the last entry of the step, undefined if none is left */
  #erase(conversation: Uuid, after: number): number | undefined {
    let [last, left]: [number | undefined, number] = [undefined, STEP.bytes];
    for (const row of this.#entries.all(this.#tables.uuids.numberOf(conversation), after, STEP.entries)) {
      last = row.seq;
      if (row.erased === 1 || row.bytes === null) continue;
      // The words go first: the index finds them by what was said. They are those of the last edit, if there is one.
      if (row.message === 1) this.#index.forget(conversation, row.seq);
      this.#tables.entries.erase(conversation, row.seq);
      left -= row.bytes;
      if (left <= 0) break;
    }
    return last;
  }
}
