import { searchText } from '@parley/protocol';
import type Database from 'better-sqlite3';

interface Names {
  readonly uid: string;
  readonly username: string;
  readonly name: string;
}

/**
 * `search_text` used to hold both names in lower case; now it holds their folded words, which only code can compute. The
 * index covers all that a search compares, in the order of the results, so that a search ends once it has enough.
 */
export function foldedSearch(db: Database.Database): void {
  const all = db.prepare<[], Names>('SELECT uid, username, display_name AS name FROM users').all();
  const update = db.prepare<[string, string]>('UPDATE users SET search_text = ? WHERE uid = ?');
  db.exec('CREATE INDEX users_by_search_text ON users (removed, search_text)');
  for (const { uid, ...names } of all) update.run(searchText(names), uid);
}
