import type Database from 'better-sqlite3';
import type { StoredCommandValue } from '../../../domain/commands/command-values.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

export function archivedCommandValues(db: Database.Database) {
  const insert = db.prepare<[StoredCommandValue]>(
    'INSERT OR REPLACE INTO command_values VALUES (:place, :value)',
  );
  return new SqliteArchiveTable<StoredCommandValue, StoredCommandValue>(db, {
    columns: '*',
    table: 'command_values',
    key: 'place',
    keyOf: ({ place }) => place,
    recordOf: (value) => value,
    put: (value) => insert.run(value),
  });
}
