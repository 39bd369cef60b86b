import type Database from 'better-sqlite3';
import { ANNOUNCEMENTS, type Mark, type MemberMark, type Preferences, type Uuid } from '@parley/protocol';
import { markAtJoin, NO_MARK, NO_PREFERENCES } from '../../../domain/receipts/marks.ts';
import { uuidOfBlob } from '../stored-uuid.ts';
import type { UuidTable } from './uuid-table.ts';

/** A user's own data about a conversation. */
export interface Membership {
  readonly mark: Mark;
  readonly preferences: Preferences;
}

interface MemberRow extends Mark {
  readonly muted: number;
  readonly archived: number;
  readonly unread: number;
}

const STRANGER: Membership = { mark: NO_MARK, preferences: NO_PREFERENCES };

/**
 * Who is in which conversation: an index over the logs, with marks and preferences.
 * Everyone is in the announcements; only users with marks or preferences there have rows for them.
 */
export class MemberTable {
  readonly #sql;
  readonly #uuids: UuidTable;

  constructor(db: Database.Database, uuids: UuidTable) {
    this.#uuids = uuids;
    const insert =
      'INSERT INTO members (conversation, user, present, delivered, read, changed) VALUES (?, ?, ?, ?, ?, ?)';
    this.#sql = {
      join: db.prepare<[number, number, number, number, number, number]>(
        `${insert} ON CONFLICT DO UPDATE SET
           present = 1, delivered = excluded.delivered, read = excluded.read, changed = excluded.changed`,
      ),
      leave: db.prepare<[number, number, number]>(
        'UPDATE members SET present = 0, changed = ? WHERE conversation = ? AND user = ?',
      ),
      get: db.prepare<[number, number], MemberRow>(
        'SELECT delivered, read, muted, archived, unread FROM members WHERE conversation = ? AND user = ?',
      ),
      setMark: db.prepare<[number, number, number, number, number, number]>(
        `${insert} ON CONFLICT DO UPDATE SET
           delivered = excluded.delivered, read = excluded.read, changed = excluded.changed`,
      ),
      setPreferences: db.prepare<[number, number, number, number, number, number]>(
        `INSERT INTO members (conversation, user, present, delivered, read, muted, archived, unread, changed)
         VALUES (?, ?, 0, 0, 0, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
           muted = excluded.muted, archived = excluded.archived, unread = excluded.unread, changed = excluded.changed`,
      ),
      marks: db.prepare<[number], Mark & { readonly uuid: Buffer }>(
        `SELECT uuid, delivered, read FROM members JOIN uuids ON number = user
         WHERE conversation = ? AND present = 1 ORDER BY uuid`,
      ),
      floor: db.prepare<[number, number], Mark>(
        `SELECT coalesce(min(delivered), 0) AS delivered, coalesce(min(read), 0) AS read FROM members
         WHERE conversation = ? AND present = 1 AND user <> ?`,
      ),
      conversations: db
        .prepare<[number], number>('SELECT conversation FROM members WHERE user = ? AND present = 1')
        .pluck(),
      companions: db
        .prepare<[number, number], number>(
          `SELECT DISTINCT other.user FROM members AS own JOIN members AS other USING (conversation)
           WHERE own.user = ? AND own.present = 1 AND own.joined IS NULL AND other.present = 1 AND other.user <> ?`,
        )
        .pluck(),
      all: db
        .prepare<[number], Buffer>(
          'SELECT uuid FROM members JOIN uuids ON number = user WHERE conversation = ? ORDER BY uuid',
        )
        .pluck(),
    };
  }

  join(conversation: Uuid, uid: Uuid, seq: number, change: number): void {
    const { delivered, read } = markAtJoin(seq);
    this.#sql.join.run(...this.#numbered(conversation, uid), 1, delivered, read, change);
  }

  leave(conversation: Uuid, uid: Uuid, change: number): void {
    this.#sql.leave.run(change, ...this.#numbersOf(conversation, uid));
  }

  get(conversation: Uuid, uid: Uuid): Membership {
    const row = this.#sql.get.get(...this.#numbersOf(conversation, uid));
    if (row === undefined) return STRANGER;
    const { delivered, read, muted, archived, unread } = row;
    return {
      mark: { delivered, read },
      preferences: { muted: muted === 1, archived: archived === 1, unread: unread === 1 },
    };
  }

  setMark(conversation: Uuid, uid: Uuid, mark: Mark, change: number): void {
    this.#sql.setMark.run(...this.#numbered(conversation, uid), 0, mark.delivered, mark.read, change);
  }

  setPreferences(conversation: Uuid, uid: Uuid, preferences: Preferences, change: number): void {
    const { muted, archived, unread } = preferences;
    const key = this.#numbered(conversation, uid);
    this.#sql.setPreferences.run(...key, Number(muted), Number(archived), Number(unread), change);
  }

  /** The marks of all current members. */
  marks(conversation: Uuid): MemberMark[] {
    const rows = this.#sql.marks.all(this.#uuids.numberOf(conversation));
    return rows.map(({ uuid, ...mark }) => ({ uid: uuidOfBlob(uuid), ...mark }));
  }

  /** The lowest mark of all other members. */
  floor(conversation: Uuid, except: Uuid): Mark {
    return this.#sql.floor.get(...this.#numbersOf(conversation, except)) ?? NO_MARK;
  }

  /** Everyone who has a row for a conversation, in the order of their ids. */
  usersOf(conversation: Uuid): Uuid[] {
    return this.#sql.all.all(this.#uuids.numberOf(conversation)).map(uuidOfBlob);
  }

  conversationsOf(uid: Uuid): Uuid[] {
    const joined = this.#uuidsOf(this.#sql.conversations.all(this.#uuids.numberOf(uid)));
    return [...joined.filter((conversation) => conversation !== ANNOUNCEMENTS), ANNOUNCEMENTS];
  }

  companionsOf(uid: Uuid): Uuid[] {
    const user = this.#uuids.numberOf(uid);
    return this.#uuidsOf(this.#sql.companions.all(user, user));
  }

  #uuidsOf(numbers: readonly number[]): Uuid[] {
    return numbers.map((number) => this.#uuids.uuidOf(number));
  }

  #numbersOf(conversation: Uuid, uid: Uuid): [number, number] {
    return [this.#uuids.numberOf(conversation), this.#uuids.numberOf(uid)];
  }

  #numbered(conversation: Uuid, uid: Uuid): [number, number] {
    return [this.#uuids.numbered(conversation), this.#uuids.numbered(uid)];
  }
}
