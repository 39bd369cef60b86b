import type Database from 'better-sqlite3';
import type { Mark, Uuid } from '@parley/protocol';
import {
  membershipAfter,
  type RoomMembership,
  type RoomMemberships,
} from '../../../domain/rooms/room-members.ts';
import type { UuidTable } from './uuid-table.ts';

interface RoomRow {
  readonly joined: number;
  readonly departed: number | null;
}

const PRESENT = 'conversation = ? AND joined IS NOT NULL AND present = 1';

/** Who is in which room: columns of `members` that rows of other conversations do not use. */
export class RoomMemberTable {
  readonly #sql;
  readonly #uuids: UuidTable;

  constructor(db: Database.Database, uuids: UuidTable) {
    this.#uuids = uuids;
    const lowest = (mark: keyof Mark) =>
      db.prepare<[number], { readonly user: number; readonly mark: number }>(
        `SELECT user, ${mark} AS mark FROM members WHERE ${PRESENT} ORDER BY ${mark} LIMIT 2`,
      );
    this.#sql = {
      of: db.prepare<[number, number], RoomRow>(
        'SELECT joined, departed FROM members WHERE conversation = ? AND user = ? AND joined IS NOT NULL',
      ),
      set: db.prepare<[number, number | null, number, number]>(
        'UPDATE members SET joined = ?, departed = ? WHERE conversation = ? AND user = ?',
      ),
      delivered: lowest('delivered'),
      read: lowest('read'),
    };
  }

  of(conversation: Uuid, uid: Uuid): RoomMembership | undefined {
    const row = this.#sql.of.get(...this.#numbersOf(conversation, uid));
    return row && { joined: row.joined, ...(row.departed !== null && { departed: row.departed }) };
  }

  /** Those of the users who are or were members. */
  among(conversation: Uuid, uids: readonly Uuid[]): RoomMemberships {
    return new Map(
      uids.flatMap((uid) => {
        const row = this.of(conversation, uid);
        return row === undefined ? [] : [[uid, row] as const];
      }),
    );
  }

  /** Records that a user joined or departed with an entry, in the row that `MemberTable` has for them. */
  follow(conversation: Uuid, uid: Uuid, seq: number, change: 'joined' | 'departed'): void {
    this.set(conversation, uid, membershipAfter(this.of(conversation, uid), { seq }, change));
  }

  set(conversation: Uuid, uid: Uuid, { joined, departed }: RoomMembership): void {
    this.#sql.set.run(joined, departed ?? null, ...this.#numbersOf(conversation, uid));
  }

  /** The lowest mark of all other members. */
  floor(conversation: Uuid, except: Uuid): Mark {
    const [room, user] = this.#numbersOf(conversation, except);
    const least = (mark: keyof Mark) => this.#sql[mark].all(room).find((row) => row.user !== user)?.mark ?? 0;
    return { delivered: least('delivered'), read: least('read') };
  }

  #numbersOf(conversation: Uuid, uid: Uuid): [number, number] {
    return [this.#uuids.numberOf(conversation), this.#uuids.numberOf(uid)];
  }
}
