import { rm } from 'node:fs/promises';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { StoredData, StoredMeta } from '../memory/memory-tables.ts';
import type { RowChange, RowKind } from '../memory/row-change.ts';
import { createPrivately } from './create-privately.ts';
import { FileBoxes } from './file-boxes.ts';
import { makeFileKey, readFileKey } from './file-key.ts';
import { isBusy } from './is-busy.ts';

const VERSION = 2;
const PUT = 'INSERT OR REPLACE INTO boxed_rows (kind, key, value) VALUES (?, ?, ?)';

/**
 * The rows of a copy in an SQLite database, each in a box under the key of the copy, which stands in a file beside it. Opening it locks the file until it is closed. The operating system releases
 * the lock however the process dies, so that no stale lock can remain.
 */
export class FileRows {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #boxes: FileBoxes;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;

  private constructor(path: string, db: DatabaseSync, boxes: FileBoxes) {
    this.#path = path;
    this.#db = db;
    this.#boxes = boxes;
    this.#put = db.prepare(PUT);
    this.#delete = db.prepare('DELETE FROM boxed_rows WHERE kind = ? AND key = ?');
  }

  /** @throws Error with a sentence for the user */
  static async open(path: string): Promise<FileRows> {
    // Files that SQLite creates beside it get the same permissions.
    await createPrivately(path);
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      lock(db);
      const boxes = new FileBoxes(await keyOf(path, db));
      prepare(db, boxes);
      return new FileRows(path, db, boxes);
    } catch (error) {
      db.close();
      throw new Error(reasonOf(path, error), { cause: error });
    }
  }

  /**
   * Undefined if nothing was ever written.
   * @throws Error with a sentence for the user if a part is missing
   */
  read(): StoredData | undefined {
    const [meta] = this.#all<StoredMeta>('meta').values();
    if (meta === undefined) {
      this.#assertEmpty();
      return undefined;
    }
    return {
      ...meta,
      conversations: this.#values('conversations'),
      entries: this.#values('entries'),
      outbox: this.#values('outbox'),
      drafts: this.#values('drafts'),
      users: this.#values('users'),
      details: [...this.#all<never>('details')],
      sealing: {
        epochKeys: this.#values('epochKeys'),
        rosters: this.#values('rosters'),
        rosterStates: [...this.#all<never>('rosterStates')],
      },
    };
  }

  /** All changes or none; they are on the disk when it returns. */
  write(changes: readonly RowChange[]): void {
    if (changes.length === 0) return;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const change of changes) this.#change(change);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  async destroy(): Promise<void> {
    this.close();
    for (const file of [this.#path, `${this.#path}-wal`, keyPathOf(this.#path)])
      await rm(file, { force: true });
  }

  #assertEmpty(): void {
    if (this.#db.prepare('SELECT 1 FROM boxed_rows LIMIT 1').get() !== undefined)
      throw new Error(`${this.#path} is incomplete. Move it away to start with an empty copy.`);
  }

  #change({ kind, key, value }: RowChange): void {
    if (value === undefined) this.#delete.run(kind, key);
    else this.#put.run(kind, key, this.#boxes.seal(placeOf(kind, key), JSON.stringify(value)));
  }

  #values<Row>(kind: RowKind): Row[] {
    return [...this.#all<Row>(kind).values()];
  }

  /** Rows are trusted without validation: only this class writes them. */
  #all<Row>(kind: RowKind): Map<string, Row> {
    const rows = this.#db.prepare('SELECT key, value FROM boxed_rows WHERE kind = ?').all(kind);
    return new Map(rows.map(({ key, value }) => [String(key), this.#open(kind, String(key), value) as Row]));
  }

  #open(kind: RowKind, key: string, value: SQLOutputValue | undefined): unknown {
    if (!(value instanceof Uint8Array)) throw new Error(`${kind}/${key} is no box`);
    return JSON.parse(this.#opened(placeOf(kind, key), value));
  }

  #opened(place: string, box: Uint8Array): string {
    try {
      return this.#boxes.open(place, box);
    } catch (cause) {
      const words = `${place} in ${this.#path} does not open. Move it away to start with an empty copy.`;
      throw new Error(words, { cause });
    }
  }
}

/** In this mode SQLite keeps the lock after the transaction. What is deleted is overwritten. */
function lock(db: DatabaseSync): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('PRAGMA secure_delete = ON; BEGIN EXCLUSIVE; COMMIT');
  if (versionOf(db) > VERSION) throw new NewerError();
}

function prepare(db: DatabaseSync, boxes: FileBoxes): void {
  db.exec('BEGIN EXCLUSIVE');
  db.exec(`CREATE TABLE IF NOT EXISTS boxed_rows (
    kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)
  ) STRICT`);
  if (versionOf(db) === 1) boxRows(db, boxes);
  db.exec(`PRAGMA user_version = ${VERSION}; COMMIT`);
}

/** Version 1 had the same rows as text. */
function boxRows(db: DatabaseSync, boxes: FileBoxes): void {
  const put = db.prepare(PUT);
  for (const { kind, key, value } of db.prepare('SELECT kind, key, value FROM rows').all())
    put.run(String(kind), String(key), boxes.seal(placeOf(String(kind), String(key)), String(value)));
  db.exec('DROP TABLE rows');
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/** Made with the copy, while the lock is held. */
async function keyOf(path: string, db: DatabaseSync): Promise<Uint8Array> {
  const key = await readFileKey(keyPathOf(path));
  if (key === undefined && versionOf(db) === VERSION) throw new KeylessError();
  return key ?? makeFileKey(keyPathOf(path));
}

function keyPathOf(path: string): string {
  return `${path}.key`;
}

function placeOf(kind: string, key: string): string {
  return `${kind}/${key}`;
}

class NewerError extends Error {}
class KeylessError extends Error {}

function reasonOf(path: string, error: unknown): string {
  if (error instanceof NewerError) return `${path} was written by a newer version. Update this one.`;
  if (error instanceof KeylessError)
    return `${path} cannot be opened without ${keyPathOf(path)}. Put that back, or move both away: what was not sent is lost then.`;
  if (isBusy(error)) return `Another terminal uses ${path} already. Choose another folder with --data.`;
  return `${path} cannot be read. Move it away to start with an empty copy.`;
}
