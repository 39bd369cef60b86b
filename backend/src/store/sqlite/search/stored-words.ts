import type Database from 'better-sqlite3';
import { termsOf, type Terms } from '../../../domain/search/terms.ts';
import type { UuidTable } from '../conversations/uuid-table.ts';

/** What the index needs to know of a message or an edit. */
export interface Version {
  readonly number: number;
  readonly conversation: number;
  readonly seq: number;
  readonly sender: number;
  /** The message that it changes, for an edit. */
  readonly edited: number | null;
  /** Null where nothing can be searched. */
  readonly payload: Buffer | null;
}

type Key = [conversation: number, target: number, cursor: number];

const SEARCHED = 'message = 1 OR edited IS NOT NULL';
const COLUMNS = `number, conversation, seq, sender, edited, CASE WHEN sealed = 0 AND erased = 0 THEN payload END AS payload`;

/** What the log says to the index. */
export class StoredWords {
  readonly #uuids: UuidTable;
  readonly #sql;

  constructor(db: Database.Database, uuids: UuidTable) {
    this.#uuids = uuids;
    this.#sql = {
      // All kinds count, so that a step over many of them is bounded, too.
      next: db.prepare<[number, number], Version & { readonly searched: number }>(
        `SELECT ${COLUMNS}, ${SEARCHED} AS searched FROM entries WHERE number > ? ORDER BY number LIMIT ?`,
      ),
      message: db.prepare<Key, Version>(
        `SELECT ${COLUMNS} FROM entries WHERE conversation = ? AND seq = ? AND message = 1 AND number <= ?`,
      ),
      edit: db.prepare<Key, Version>(
        `SELECT ${COLUMNS} FROM entries WHERE conversation = ? AND edited = ? AND number <= ? ORDER BY number DESC LIMIT 1`,
      ),
      number: db
        .prepare<[number, number], number>('SELECT number FROM entries WHERE conversation = ? AND seq = ?')
        .pluck(),
      head: db
        .prepare<[number], number | null>('SELECT max(seq) FROM entries WHERE conversation = ?')
        .pluck(),
    };
  }

  /**
   * Messages and edits after a cursor, in the order of arrival, and where the next ones begin. @returns undefined if there are none
   * @param bytes of payloads, after which it is enough
   */
  after(cursor: number, { rows, bytes }: { readonly rows: number; readonly bytes: number }) {
    const versions: Version[] = [];
    let [left, last] = [bytes, cursor];
    for (const { searched, ...version } of this.#sql.next.iterate(cursor, rows)) {
      last = version.number;
      if (searched === 1) versions.push(version);
      left -= version.payload?.length ?? 0;
      if (left <= 0) break;
    }
    return last === cursor ? undefined : { versions, cursor: last };
  }

  /** The version of a message that was the last one when the index was at a cursor: the message itself, or an edit. */
  at(conversation: number, seq: number, cursor: number): Version | undefined {
    return this.editAt(conversation, seq, cursor) ?? this.#sql.message.get(conversation, seq, cursor);
  }

  editAt(conversation: number, seq: number, cursor: number): Version | undefined {
    return this.#sql.edit.get(conversation, seq, cursor);
  }

  terms({ sender, edited, payload }: Version): Terms | undefined {
    if (payload === null) return undefined;
    return termsOf({
      sender: this.#uuids.uuidOf(sender),
      body: edited === null ? { kind: 'message' } : { kind: 'edit', target: edited },
      payload: { kind: 'plain', bytes: payload.toString('base64') },
    });
  }

  /** The last entry of a conversation up to a cursor. Numbers rise with `seq`, so that halving finds it. */
  lastUpTo(conversation: number, cursor: number): number {
    let [low, high] = [0, this.#sql.head.get(conversation) ?? 0];
    let next = high;
    while (low < high) {
      if ((this.#sql.number.get(conversation, next) ?? 0) <= cursor) low = next;
      else high = next - 1;
      next = Math.ceil((low + high) / 2);
    }
    return low;
  }
}
