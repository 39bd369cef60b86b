import type Database from 'better-sqlite3';
import type { Entry, Uuid } from '@parley/protocol';
import { erasedPayload } from '../../../domain/log/erased-payload.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import type { Span } from '../../../domain/log/page-span.ts';
import {
  ENTRY_COLUMNS,
  entryOf,
  payloadValues,
  valuesOf,
  type EntryRow,
  type EntryValues,
  type PayloadValues,
} from './entry-row.ts';

/** The logs themselves. */
export class EntryTable {
  readonly #sql;

  constructor(db: Database.Database) {
    const select = `SELECT ${ENTRY_COLUMNS} FROM entries WHERE conversation = ?`;
    this.#sql = {
      insert: db.prepare<EntryValues>(
        `INSERT INTO entries (conversation, seq, id, sender, time, count, chain, kind, body, payload_kind, erased, payload)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ),
      at: db.prepare<[Uuid, number], EntryRow>(`${select} AND seq = ?`),
      byId: db.prepare<[Uuid, Uuid, Uuid], EntryRow>(`${select} AND sender = ? AND id = ?`),
      range: db.prepare<[Uuid, number, number], EntryRow>(`${select} AND seq BETWEEN ? AND ? ORDER BY seq`),
      backward: db.prepare<[Uuid, number, number], EntryRow>(
        `${select} AND seq BETWEEN ? AND ? ORDER BY seq DESC`,
      ),
      lastMessage: db.prepare<[Uuid, number, number], EntryRow>(
        `${select} AND seq BETWEEN ? AND ? AND kind = 'message' ORDER BY seq DESC LIMIT 1`,
      ),
      own: db
        .prepare<[Uuid, number, number, Uuid], number>(
          `SELECT count(*) FROM entries
           WHERE conversation = ? AND seq BETWEEN ? AND ? AND sender = ? AND kind = 'message'`,
        )
        .pluck(),
      withEdits: db.prepare<[Uuid, number, Uuid, number], EntryRow>(
        `${select} AND seq = ? UNION ALL ${select} AND kind = 'edit' AND body ->> 'target' = ?`,
      ),
      setPayload: db.prepare<[...PayloadValues, Uuid, number]>(
        'UPDATE entries SET payload_kind = ?, erased = ?, payload = ? WHERE conversation = ? AND seq = ?',
      ),
    };
  }

  /** False if its `seq` or its id is taken. */
  insert(entry: Entry): boolean {
    return this.#sql.insert.run(...valuesOf(entry)).changes === 1;
  }

  at(conversation: Uuid, seq: number): Entry | undefined {
    return optional(this.#sql.at.get(conversation, seq));
  }

  find(conversation: Uuid, sender: Uuid, id: Uuid): Entry | undefined {
    return optional(this.#sql.byId.get(conversation, sender, id));
  }

  range(conversation: Uuid, from: number, to: number): Entry[] {
    return this.#sql.range.all(conversation, from, to).map(entryOf);
  }

  /** Reads no more rows than there is room for. */
  rangeWithin(conversation: Uuid, { from, to }: Span, end: 'first' | 'last', budget: PageBudget): Entry[] {
    const statement = end === 'first' ? this.#sql.range : this.#sql.backward;
    const entries: Entry[] = [];
    for (const row of statement.iterate(conversation, from, to)) {
      const entry = entryOf(row);
      entries.push(entry);
      if (!budget.take(entry)) break;
    }
    return end === 'first' ? entries : entries.reverse();
  }

  lastMessage(conversation: Uuid, from: number, to: number): Entry | undefined {
    return optional(this.#sql.lastMessage.get(conversation, from, to));
  }

  /** The number of messages in a span that the user sent. */
  ownMessages(conversation: Uuid, from: number, to: number, sender: Uuid): number {
    return this.#sql.own.get(conversation, from, to, sender) ?? 0;
  }

  /** Erases the payloads of a message and its edits. */
  erase(conversation: Uuid, target: number): void {
    for (const row of this.#sql.withEdits.all(conversation, target, conversation, target)) {
      const { seq, payload } = entryOf(row);
      if (payload !== undefined)
        this.#sql.setPayload.run(...payloadValues(erasedPayload(payload)), conversation, seq);
    }
  }
}

function optional(row: EntryRow | undefined): Entry | undefined {
  return row && entryOf(row);
}
