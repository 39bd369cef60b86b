import type Database from 'better-sqlite3';
import { ANNOUNCEMENTS, type Mark, type MemberMark, type Preferences, type Uuid } from '@parley/protocol';
import { markAtJoin, NO_MARK, NO_PREFERENCES } from '../../../domain/receipts/marks.ts';

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

  constructor(db: Database.Database) {
    const insert =
      'INSERT INTO members (conversation, uid, present, delivered, read, changed) VALUES (?, ?, ?, ?, ?, ?)';
    const others = 'FROM members WHERE conversation = ? AND present = 1';
    this.#sql = {
      join: db.prepare<[Uuid, Uuid, number, number, number, number]>(
        `${insert} ON CONFLICT DO UPDATE SET
           present = 1, delivered = excluded.delivered, read = excluded.read, changed = excluded.changed`,
      ),
      leave: db.prepare<[number, Uuid, Uuid]>(
        'UPDATE members SET present = 0, changed = ? WHERE conversation = ? AND uid = ?',
      ),
      get: db.prepare<[Uuid, Uuid], MemberRow>(
        'SELECT delivered, read, muted, archived, unread FROM members WHERE conversation = ? AND uid = ?',
      ),
      setMark: db.prepare<[Uuid, Uuid, number, number, number, number]>(
        `${insert} ON CONFLICT DO UPDATE SET
           delivered = excluded.delivered, read = excluded.read, changed = excluded.changed`,
      ),
      setPreferences: db.prepare<[Uuid, Uuid, number, number, number, number]>(
        `INSERT INTO members (conversation, uid, present, delivered, read, muted, archived, unread, changed)
         VALUES (?, ?, 0, 0, 0, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
           muted = excluded.muted, archived = excluded.archived, unread = excluded.unread, changed = excluded.changed`,
      ),
      marks: db.prepare<[Uuid], MemberMark>(`SELECT uid, delivered, read ${others} ORDER BY uid`),
      floor: db.prepare<[Uuid, Uuid], Mark>(
        `SELECT coalesce(min(delivered), 0) AS delivered, coalesce(min(read), 0) AS read ${others} AND uid <> ?`,
      ),
      conversations: db
        .prepare<[Uuid], Uuid>(
          `SELECT conversation FROM members WHERE uid = ? AND present = 1 AND conversation <> '${ANNOUNCEMENTS}'`,
        )
        .pluck(),
      companions: db
        .prepare<[Uuid, Uuid], Uuid>(
          `SELECT DISTINCT other.uid FROM members AS own JOIN members AS other USING (conversation)
           WHERE own.uid = ? AND own.present = 1 AND other.present = 1 AND other.uid <> ?`,
        )
        .pluck(),
    };
  }

  join(conversation: Uuid, uid: Uuid, seq: number, change: number): void {
    const { delivered, read } = markAtJoin(seq);
    this.#sql.join.run(conversation, uid, 1, delivered, read, change);
  }

  leave(conversation: Uuid, uid: Uuid, change: number): void {
    this.#sql.leave.run(change, conversation, uid);
  }

  get(conversation: Uuid, uid: Uuid): Membership {
    const row = this.#sql.get.get(conversation, uid);
    if (row === undefined) return STRANGER;
    const { delivered, read, muted, archived, unread } = row;
    return {
      mark: { delivered, read },
      preferences: { muted: muted === 1, archived: archived === 1, unread: unread === 1 },
    };
  }

  setMark(conversation: Uuid, uid: Uuid, mark: Mark, change: number): void {
    this.#sql.setMark.run(conversation, uid, 0, mark.delivered, mark.read, change);
  }

  setPreferences(conversation: Uuid, uid: Uuid, preferences: Preferences, change: number): void {
    const { muted, archived, unread } = preferences;
    this.#sql.setPreferences.run(conversation, uid, Number(muted), Number(archived), Number(unread), change);
  }

  /** The marks of all current members. */
  marks(conversation: Uuid): MemberMark[] {
    return this.#sql.marks.all(conversation);
  }

  /** The lowest mark of all other members. */
  floor(conversation: Uuid, except: Uuid): Mark {
    return this.#sql.floor.get(conversation, except) ?? NO_MARK;
  }

  conversationsOf(uid: Uuid): Uuid[] {
    return [...this.#sql.conversations.all(uid), ANNOUNCEMENTS];
  }

  companionsOf(uid: Uuid): Uuid[] {
    return this.#sql.companions.all(uid, uid);
  }
}
