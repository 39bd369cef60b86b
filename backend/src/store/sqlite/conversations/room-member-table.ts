import type Database from 'better-sqlite3';
import type { Mark, Uuid } from '@parley/protocol';
import type { RoomMembership, RoomMemberships, RowChange } from '../../../domain/rooms/room-members.ts';
import { uuidOfBlob, blobOf } from '../stored-uuid.ts';
import type { UuidTable } from './uuid-table.ts';

interface RoomRow {
  readonly joined: number | null;
  readonly departed: number | null;
  readonly banned: number | null;
  readonly mutedUntil: number | null;
  readonly lastSent: number | null;
}

/** In the order of the columns from `joined` on. */
type Values = [number | null, number | null, number | null, number | null, number | null];

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
        `SELECT joined, departed, banned, muted_until AS mutedUntil, last_sent AS lastSent FROM members
         WHERE conversation = ? AND user = ? AND (joined IS NOT NULL OR banned = 1)`,
      ),
      // Who was never a member has a row once they are banned.
      set: db.prepare<[number, number, ...Values]>(
        `INSERT INTO members
           (conversation, user, present, delivered, read, changed, joined, departed, banned, muted_until, last_sent)
         VALUES (?, ?, 0, 0, 0, 0, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
           joined = excluded.joined, departed = excluded.departed, banned = excluded.banned,
           muted_until = excluded.muted_until, last_sent = excluded.last_sent`,
      ),
      banned: db
        .prepare<[number, Buffer, number], Buffer>(
          `SELECT uuid FROM members JOIN uuids ON number = user
           WHERE conversation = ? AND banned = 1 AND uuid > ? ORDER BY uuid LIMIT ?`,
        )
        .pluck(),
      delivered: lowest('delivered'),
      read: lowest('read'),
    };
  }

  of(conversation: Uuid, uid: Uuid): RoomMembership | undefined {
    const row = this.#sql.of.get(...this.#numbersOf(conversation, uid));
    return row && membershipOf(row);
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

  /** Records what an entry changed for a user. */
  follow(conversation: Uuid, { uid, change }: RowChange): void {
    this.set(conversation, uid, { ...this.of(conversation, uid), ...change });
  }

  set(conversation: Uuid, uid: Uuid, row: RoomMembership): void {
    const { joined, departed, banned, mutedUntil, lastSent } = row;
    const values = [joined, departed, banned && 1, mutedUntil, lastSent].map((value) => value ?? null);
    const [room, user] = [this.#uuids.numbered(conversation), this.#uuids.numbered(uid)];
    this.#sql.set.run(room, user, ...(values as Values));
  }

  /** Who is banned, in the order of their ids. */
  banned(conversation: Uuid, after: string, limit: number): Uuid[] {
    const room = this.#uuids.numberOf(conversation);
    return this.#sql.banned.all(room, blobOf(after), limit).map(uuidOfBlob);
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

function membershipOf({ joined, departed, banned, mutedUntil, lastSent }: RoomRow): RoomMembership {
  return {
    ...(joined !== null && { joined }),
    ...(departed !== null && { departed }),
    ...(banned === 1 && { banned: true }),
    ...(mutedUntil !== null && { mutedUntil }),
    ...(lastSent !== null && { lastSent }),
  };
}
