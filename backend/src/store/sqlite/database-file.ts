import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Opens a database with Parley's settings, without changing it yet. */
export function openDatabase(file: string): Database.Database {
  // SQLite gives its other files the same mode: no other user of the machine may read messages.
  closeSync(openSync(file, 'a', 0o600));
  // No busy timeout: it would block the event loop. GroupCommit waits with timers instead.
  const db = new Database(file, { timeout: 0 });
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  // Deleted data is overwritten, not left in free pages.
  db.pragma('secure_delete = ON');
  return db;
}

/** Opens a database read-only. */
export function openReadOnly(file: string): Database.Database {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  return new Database(file, { readonly: true });
}
