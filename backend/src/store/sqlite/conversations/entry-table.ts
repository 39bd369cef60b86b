import type Database from 'better-sqlite3';
import type { Entry, Uuid } from '@parley/protocol';
import { erasedPayload } from '../../../domain/log/erased-payload.ts';
import { lastMessageIn } from '../../../domain/log/last-message.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import type { Span } from '../../../domain/log/page-span.ts';
import { blobOf } from '../stored-uuid.ts';
import type { ChangeCounter } from './change-counter.ts';
import {
  ENTRY_COLUMNS,
  entryOf,
  INSERTED_COLUMNS,
  payloadValues,
  valuesOf,
  type EntryRow,
  type EntryValues,
  type PayloadValues,
} from './entry-row.ts';
import { KEYS, LAST_OF_ROSTER, ROSTER } from './roster-queries.ts';
import type { UuidTable } from './uuid-table.ts';

/** The logs themselves, in the order in which entries arrived. */
export class EntryTable {
  readonly #sql;
  readonly #uuids: UuidTable;
  readonly #changes: ChangeCounter;

  constructor(db: Database.Database, uuids: UuidTable, changes: ChangeCounter) {
    this.#uuids = uuids;
    this.#changes = changes;
    const select = `SELECT ${ENTRY_COLUMNS} FROM entries WHERE conversation = ?`;
    this.#sql = {
      insert: db.prepare<[...EntryValues, conversation: number, id: Buffer]>(
        `INSERT INTO entries (${INSERTED_COLUMNS}) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
         WHERE NOT EXISTS (SELECT 1 FROM entries WHERE conversation = ? AND id = ?) ON CONFLICT DO NOTHING`,
      ),
      at: db.prepare<[number, number], EntryRow>(`${select} AND seq = ?`),
      countAt: db
        .prepare<[number, number], number>('SELECT count FROM entries WHERE conversation = ? AND seq = ?')
        .pluck(),
      chainAt: db
        .prepare<[number, number], Buffer>('SELECT chain FROM entries WHERE conversation = ? AND seq = ?')
        .pluck(),
      last: db.prepare<[number], EntryRow>(`${select} ORDER BY seq DESC LIMIT 1`),
      byId: db.prepare<[number, Buffer, number], EntryRow>(
        `${select} AND id = ? ORDER BY sender = ? DESC LIMIT 1`,
      ),
      range: db.prepare<[number, number, number], EntryRow>(`${select} AND seq BETWEEN ? AND ? ORDER BY seq`),
      backward: db.prepare<[number, number, number], EntryRow>(
        `${select} AND seq BETWEEN ? AND ? ORDER BY seq DESC`,
      ),
      own: db
        .prepare<[number, number, number, number], number>(
          `SELECT count(*) FROM entries WHERE conversation = ? AND seq BETWEEN ? AND ? AND sender = ? AND message = 1`,
        )
        .pluck(),
      roster: db.prepare<[number, number, number], EntryRow>(ROSTER),
      lastOfRoster: db.prepare<[number, number], number>(LAST_OF_ROSTER).pluck(),
      keys: db.prepare<[number, number], EntryRow>(KEYS),
      withEdits: db
        .prepare<{ log: number; target: number }, number>(
          `SELECT seq FROM entries WHERE conversation = :log AND seq = :target AND erased = 0
           UNION ALL SELECT seq FROM entries WHERE conversation = :log AND edited = :target AND erased = 0`,
        )
        .pluck(),
      setPayload: db.prepare<[...PayloadValues, number, number]>(
        'UPDATE entries SET sealed = ?, erased = ?, payload = ? WHERE conversation = ? AND seq = ?',
      ),
    };
  }

  /** False if its `seq` or its id is taken. The unique index does not refuse an id of another sender, but the condition does. */
  insert(entry: Entry): boolean {
    const number = this.#changes.next();
    const values = valuesOf(entry, number, this.#uuids);
    if (this.#sql.insert.run(...values, values[1], values[3]).changes === 0) return false;
    this.#changes.stored(number);
    return true;
  }

  at(conversation: Uuid, seq: number): Entry | undefined {
    return this.#optional(conversation, this.#sql.at.get(this.#uuids.numberOf(conversation), seq));
  }

  /** The chain alone: each sealed message asks for one. */
  chainAt(conversation: Uuid, seq: number): string | undefined {
    return this.#sql.chainAt.get(this.#uuids.numberOf(conversation), seq)?.toString('base64');
  }

  last(conversation: Uuid): Entry | undefined {
    return this.#optional(conversation, this.#sql.last.get(this.#uuids.numberOf(conversation)));
  }

  /** The entry that has an id; the sender's own, where an older database lets another have the same. */
  withId(conversation: Uuid, id: Uuid, sender: Uuid): Entry | undefined {
    const key = [this.#uuids.numberOf(conversation), blobOf(id), this.#uuids.numberOf(sender)] as const;
    return this.#optional(conversation, this.#sql.byId.get(...key));
  }

  range(conversation: Uuid, from: number, to: number): Entry[] {
    const rows = this.#sql.range.all(this.#uuids.numberOf(conversation), from, to);
    return rows.map((row) => entryOf(conversation, row, this.#uuids));
  }

  /** Reads no more rows than there is room for. */
  rangeWithin(conversation: Uuid, span: Span, end: 'first' | 'last', budget: PageBudget): Entry[] {
    const entries = this.#within(
      end === 'first' ? this.#sql.range : this.#sql.backward,
      conversation,
      span,
      budget,
    );
    return end === 'first' ? entries : entries.reverse();
  }

  /** Entries of the roster list. */
  rosterWithin(conversation: Uuid, span: Span, budget: PageBudget): Entry[] {
    return this.#within(this.#sql.roster, conversation, span, budget);
  }

  /** The place of the last entry of the kinds of `ROSTER_KINDS`. */
  lastOfRoster(conversation: Uuid, to: number): number | undefined {
    return this.#sql.lastOfRoster.get(this.#uuids.numberOf(conversation), to);
  }

  /** The parts of an epoch's keys. */
  keysOf(conversation: Uuid, epoch: number): Entry[] {
    const rows = this.#sql.keys.all(this.#uuids.numberOf(conversation), epoch);
    return rows.map((row) => entryOf(conversation, row, this.#uuids));
  }

  #within(
    statement: Database.Statement<[number, number, number], EntryRow>,
    conversation: Uuid,
    { from, to }: Span,
    budget: PageBudget,
  ): Entry[] {
    const entries: Entry[] = [];
    for (const row of statement.iterate(this.#uuids.numberOf(conversation), from, to)) {
      const entry = entryOf(conversation, row, this.#uuids);
      entries.push(entry);
      if (!budget.take(entry)) break;
    }
    return entries;
  }

  /** The last message of a span. */
  lastMessage(conversation: Uuid, from: number, to: number): Entry | undefined {
    const log = this.#uuids.numberOf(conversation);
    const countAt = (seq: number) => this.#sql.countAt.get(log, seq) ?? 0;
    const search = lastMessageIn({ from, to }, { before: countAt(from - 1), end: countAt(to) });
    let step = search.next();
    while (step.done !== true) step = search.next(countAt(step.value));
    return step.value === undefined ? undefined : this.at(conversation, step.value);
  }

  /** The number of messages in a span that the user sent. */
  ownMessages(conversation: Uuid, from: number, to: number, sender: Uuid): number {
    const [log, user] = [this.#uuids.numberOf(conversation), this.#uuids.numberOf(sender)];
    return this.#sql.own.get(log, from, to, user) ?? 0;
  }

  /** Erases the payloads of a message and its edits: one is in memory at a time, because whoever edits often has thousands. */
  erase(conversation: Uuid, target: number): void {
    const log = this.#uuids.numberOf(conversation);
    for (const seq of this.#sql.withEdits.all({ log, target })) {
      const payload = this.at(conversation, seq)?.payload;
      if (payload !== undefined) this.#sql.setPayload.run(...payloadValues(erasedPayload(payload)), log, seq);
    }
  }

  #optional(conversation: Uuid, row: EntryRow | undefined): Entry | undefined {
    return row && entryOf(conversation, row, this.#uuids);
  }
}
