import type Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { Uuid } from '@parley/protocol';
import { blobOf, uuidOfBlob } from '../stored-uuid.ts';

/** Some 200 bytes each. */
const CACHED = 50_000;
/** No UUID has this number, so that a query with it finds nothing. */
const NONE = 0;

/**
 * Numbers the UUIDs of conversations and users. Logs, marks and their indexes hold these numbers: they take one to three
 * bytes in place of 36, and every message repeats them several times.
 */
export class UuidTable {
  readonly #sql;
  readonly #numbers = new LRUCache<Uuid, number>({ max: CACHED });
  readonly #uuids = new LRUCache<number, Uuid>({ max: CACHED });

  constructor(db: Database.Database) {
    this.#sql = {
      number: db.prepare<[Buffer], number>('SELECT number FROM uuids WHERE uuid = ?').pluck(),
      uuid: db.prepare<[number], Buffer>('SELECT uuid FROM uuids WHERE number = ?').pluck(),
      add: db.prepare<[Buffer], number>('INSERT INTO uuids (uuid) VALUES (?) RETURNING number').pluck(),
    };
  }

  /** The number of a UUID; for one that has none, a number that no row has. */
  numberOf(uuid: Uuid): number {
    return this.#numbers.get(uuid) ?? this.#load(uuid) ?? NONE;
  }

  /** The number of a UUID, which gets one if it has none. Runs inside a transaction. */
  numbered(uuid: Uuid): number {
    return this.numberOf(uuid) || this.#add(uuid);
  }

  /** @throws Error for a number that no UUID has: the database is damaged */
  uuidOf(number: number): Uuid {
    const cached = this.#uuids.get(number);
    if (cached !== undefined) return cached;
    const blob = this.#sql.uuid.get(number);
    if (blob === undefined) throw new Error(`the database names no UUID ${number}`);
    return this.#keep(uuidOfBlob(blob), number).uuid;
  }

  /** Numbers given out by a transaction that failed are given to others. */
  forget(): void {
    this.#numbers.clear();
    this.#uuids.clear();
  }

  #load(uuid: Uuid): number | undefined {
    const number = this.#sql.number.get(blobOf(uuid));
    return number && this.#keep(uuid, number).number;
  }

  #add(uuid: Uuid): number {
    const number = this.#sql.add.get(blobOf(uuid));
    if (number === undefined) throw new Error(`the database gave ${uuid} no number`);
    return this.#keep(uuid, number).number;
  }

  #keep(uuid: Uuid, number: number): { uuid: Uuid; number: number } {
    this.#numbers.set(uuid, number);
    this.#uuids.set(number, uuid);
    return { uuid, number };
  }
}
