import type Database from 'better-sqlite3';
import {
  placesOf,
  valuePlace,
  type CommandValueStore,
  type StoredCommandValue,
} from '../../../domain/commands/command-values.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';

export class SqliteCommandValues implements CommandValueStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      get: db.prepare<[string], string>('SELECT value FROM command_values WHERE place = ?').pluck(),
      set: db.prepare<[StoredCommandValue]>('INSERT OR REPLACE INTO command_values VALUES (:place, :value)'),
      remove: db.prepare<[string]>('DELETE FROM command_values WHERE place = ?'),
      places: db
        .prepare<[string, string, string, number], string>(
          `SELECT place FROM command_values WHERE place >= ? AND place > ? AND place < ?
           ORDER BY place LIMIT ?`,
        )
        .pluck(),
      count: db
        .prepare<[string, string], number>(
          'SELECT count(*) FROM command_values WHERE place >= ? AND place < ?',
        )
        .pluck(),
    };
  }

  async get(command: string, key: string): Promise<string | undefined> {
    return reading(() => this.#sql.get.get(valuePlace(command, key)));
  }

  set(command: string, key: string, value: string): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.set.run({ place: valuePlace(command, key), value });
    });
  }

  replace(command: string, key: string, expected: string | undefined, value: string): Promise<boolean> {
    const place = valuePlace(command, key);
    return this.#commits.write(() => {
      if (this.#sql.get.get(place) !== expected) return false;
      this.#sql.set.run({ place, value });
      return true;
    });
  }

  remove(command: string, key: string): Promise<boolean> {
    return this.#commits.write(() => this.#sql.remove.run(valuePlace(command, key)).changes === 1);
  }

  async keys(command: string, prefix: string, after: string, limit: number): Promise<readonly string[]> {
    const { first, known, end, keyAt } = placesOf(command, prefix, after);
    return reading(() => this.#sql.places.all(first, known, end, limit).map(keyAt));
  }

  async count(command: string): Promise<number> {
    const { first, end } = placesOf(command, '', '');
    return reading(() => this.#sql.count.get(first, end) ?? 0);
  }
}
