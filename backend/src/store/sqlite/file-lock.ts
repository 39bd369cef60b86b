import Database from 'better-sqlite3';
import { isBusy } from './store-error.ts';

/**
 * Makes sure that only one process serves a database, by a lock that the operating system releases however the process
 * dies. The lock is on a small SQLite file beside the database, so that other processes can still read the database and
 * find out who holds the lock.
 */
export class FileLock {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  /**
   * @param owner text for others who try
   * @throws Error that names the process that holds it
   */
  static take(file: string, owner: string): FileLock {
    const db = new Database(`${file}.lock`, { timeout: 0 });
    try {
      db.exec('CREATE TABLE IF NOT EXISTS owner (line TEXT NOT NULL)');
      db.exec('BEGIN IMMEDIATE; DELETE FROM owner');
      db.prepare('INSERT INTO owner VALUES (?)').run(owner);
      db.exec('COMMIT; BEGIN IMMEDIATE');
      return new FileLock(db);
    } catch (error) {
      const holder = isBusy(error) ? ownerOf(db) : undefined;
      db.close();
      if (!isBusy(error)) throw error;
      throw new Error(
        `${file} is in use by ${holder ?? 'another process'}. Only one may serve it at a time.`,
        {
          cause: error,
        },
      );
    }
  }

  release(): void {
    this.#db.close();
  }
}

function ownerOf(db: Database.Database): string | undefined {
  try {
    return db.prepare<[], string>('SELECT line FROM owner').pluck().get();
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}
