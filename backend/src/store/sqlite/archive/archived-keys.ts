import type Database from 'better-sqlite3';
import { KEYS_AT_ONCE, type ArchivedKeys } from '../../../domain/archive/archive.ts';
import { KeyTables } from '../accounts/key-tables.ts';
import { VAULT_COLUMNS, vaultOf, type VaultRow } from '../accounts/vault-row.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

export function archivedKeys(db: Database.Database): SqliteArchiveTable<VaultRow, ArchivedKeys> {
  const tables = new KeyTables(db);
  return new SqliteArchiveTable<VaultRow, ArchivedKeys>(db, {
    columns: VAULT_COLUMNS,
    table: 'vaults',
    key: 'uid',
    atOnce: KEYS_AT_ONCE,
    keyOf: ({ uid }) => uid,
    recordOf: (row) => ({
      uid: row.uid,
      keyLog: tables.entries(row.uid, 0),
      vault: vaultOf(row),
      former: tables.formerVaults(row.uid),
    }),
    put: (record) => tables.put(record),
  });
}
