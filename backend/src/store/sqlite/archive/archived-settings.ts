import type Database from 'better-sqlite3';
import type { StoredSettings } from '../../../domain/settings/settings-store.ts';
import { SETTINGS_ID, settingsOf, settingsRow, type SettingsRow } from '../settings-row.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

export function archivedSettings(db: Database.Database) {
  const insert = db.prepare<[SettingsRow]>(
    'INSERT OR REPLACE INTO settings VALUES (:id, :version, :settings)',
  );
  return new SqliteArchiveTable<SettingsRow, StoredSettings>(db, {
    columns: '*',
    table: 'settings',
    key: 'id',
    keyOf: () => SETTINGS_ID,
    recordOf: settingsOf,
    put: (settings) => insert.run(settingsRow(settings)),
  });
}
