import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoredData, StoredMeta } from '../memory/memory-tables.ts';
import type { RowChange, RowKind } from '../memory/row-change.ts';

const VERSION = 1;
/** SQLite's error code for a database that another process has locked. */
const SQLITE_BUSY = 5;

/**
 * The rows of a copy in an SQLite database. Opening it locks the file until it is closed. The operating system releases
 * the lock however the process dies, so that no stale lock can remain.
 */
export class FileRows {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;

  private constructor(path: string, db: DatabaseSync) {
    this.#path = path;
    this.#db = db;
    this.#put = db.prepare('INSERT OR REPLACE INTO rows (kind, key, value) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM rows WHERE kind = ? AND key = ?');
  }

  /** @throws Error with a sentence for the user */
  static async open(path: string): Promise<FileRows> {
    await createPrivately(path);
    const db = new DatabaseSync(path, { timeout: 0 });
    try {
      prepare(db);
      return new FileRows(path, db);
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
    for (const file of [this.#path, `${this.#path}-wal`]) await rm(file, { force: true });
  }

  #assertEmpty(): void {
    if (this.#db.prepare('SELECT 1 FROM rows LIMIT 1').get() !== undefined)
      throw new Error(`${this.#path} is incomplete. Move it away to start with an empty copy.`);
  }

  #change({ kind, key, value }: RowChange): void {
    if (value === undefined) this.#delete.run(kind, key);
    else this.#put.run(kind, key, JSON.stringify(value));
  }

  #values<Row>(kind: RowKind): Row[] {
    return [...this.#all<Row>(kind).values()];
  }

  /** Rows are trusted without validation: only this class writes them. */
  #all<Row>(kind: RowKind): Map<string, Row> {
    const rows = this.#db.prepare('SELECT key, value FROM rows WHERE kind = ?').all(kind);
    return new Map(rows.map(({ key, value }) => [String(key), JSON.parse(String(value)) as Row]));
  }
}

/** Readable only by the owner; files that SQLite creates beside it get the same permissions. */
async function createPrivately(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a', 0o600);
  await file.close();
}

/** Takes the lock first: in this mode SQLite keeps it after the transaction. */
function prepare(db: DatabaseSync): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('BEGIN EXCLUSIVE');
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > VERSION) throw new NewerError();
  db.exec(`CREATE TABLE IF NOT EXISTS rows (
    kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)
  ) STRICT`);
  db.exec(`PRAGMA user_version = ${VERSION}; COMMIT`);
}

class NewerError extends Error {}

function reasonOf(path: string, error: unknown): string {
  if (error instanceof NewerError) return `${path} was written by a newer version. Update this one.`;
  if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)
    return `Another terminal uses ${path} already. Choose another folder with --data.`;
  return `${path} cannot be read. Move it away to start with an empty copy.`;
}
