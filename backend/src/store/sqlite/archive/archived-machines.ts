import type Database from 'better-sqlite3';
import type { StoredCommandValue } from '../../../domain/commands/command-values.ts';
import type { HookDelivery } from '../../../domain/webhooks/hook-store.ts';
import type { StoredHook } from '../../../domain/webhooks/stored-hook.ts';
import { hookOf, hookRow, type HookRow } from '../machines/hook-row.ts';
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

export function archivedHooks(db: Database.Database) {
  const insert = db.prepare<[HookRow]>(
    'INSERT OR REPLACE INTO hooks VALUES (:id, :kind, :conversation, :secretHash, :createdAt, :hook)',
  );
  return new SqliteArchiveTable<HookRow, StoredHook>(db, {
    columns: 'hook',
    table: 'hooks',
    key: 'id',
    keyOf: ({ id }) => id,
    recordOf: hookOf,
    put: (hook) => insert.run(hookRow(hook)),
  });
}

export function archivedDeliveries(db: Database.Database) {
  const insert = db.prepare<[HookDelivery]>(
    'INSERT OR REPLACE INTO hook_deliveries VALUES (:id, :hook, :body, :attempts, :dueAt)',
  );
  return new SqliteArchiveTable<HookDelivery, HookDelivery>(db, {
    columns: 'id, hook, body, attempts, due_at AS dueAt',
    table: 'hook_deliveries',
    key: 'id',
    keyOf: ({ id }) => id,
    recordOf: (delivery) => delivery,
    put: (delivery) => insert.run(delivery),
  });
}
