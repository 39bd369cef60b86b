import Database from 'better-sqlite3';
import { isBusy } from './store-error.ts';

/**
 * Says that one process alone serves a database, through a lock that the operating system takes back
 * when that process dies, however it dies. It stands in a small SQLite file of its own beside the database,
 * so that others can still read both, and find out who holds it.
 */
export class FileLock {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  /**
   * @param owner what to tell others who try
   * @throws Error that names the process that has it
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
