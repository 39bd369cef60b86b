import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Opens a database as all of Parley does, and changes nothing in it yet. */
export function openDatabase(file: string): Database.Database {
  // SQLite gives the files beside it the same rights: nobody else on the machine needs to read what is said.
  closeSync(openSync(file, 'a', 0o600));
  // Waiting would stop the event loop: GroupCommit waits with timers instead.
  const db = new Database(file, { timeout: 0 });
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  // What was deleted is overwritten, not left in free pages.
  db.pragma('secure_delete = ON');
  return db;
}

/** Opens a database to read it and nothing else. */
export function openReadOnly(file: string): Database.Database {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  return new Database(file, { readonly: true });
}
