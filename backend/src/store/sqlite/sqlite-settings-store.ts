import type Database from 'better-sqlite3';
import type { SettingsStore, StoredSettings } from '../../domain/settings/settings-store.ts';
import type { GroupCommit } from './group-commit.ts';
import { SETTINGS_ID, settingsOf, settingsRow, type SettingsRow } from './settings-row.ts';
import { reading } from './store-error.ts';

export class SqliteSettingsStore implements SettingsStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      version: db.prepare<[string], number>('SELECT version FROM settings WHERE id = ?').pluck(),
      read: db.prepare<[string], SettingsRow>('SELECT * FROM settings WHERE id = ?'),
      set: db.prepare<[SettingsRow]>('INSERT OR REPLACE INTO settings VALUES (:id, :version, :settings)'),
    };
  }

  async version(): Promise<number> {
    return reading(() => this.#sql.version.get(SETTINGS_ID) ?? 0);
  }

  async read(): Promise<StoredSettings | undefined> {
    const row = reading(() => this.#sql.read.get(SETTINGS_ID));
    return row && settingsOf(row);
  }

  replace(next: StoredSettings): Promise<boolean> {
    return this.#commits.write(() => {
      if ((this.#sql.version.get(SETTINGS_ID) ?? 0) !== next.version - 1) return false;
      this.#sql.set.run(settingsRow(next));
      return true;
    });
  }
}
