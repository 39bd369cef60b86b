import { searchText } from '@parley/protocol';
import type Database from 'better-sqlite3';
import type { ArchivedUser } from '../../../domain/archive/archive.ts';
import { ACCOUNT_COLUMNS, accountOf, accountRow, type AccountRow } from '../accounts/user-row.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

interface Row extends AccountRow {
  readonly lastSeen: number | null;
}

interface InsertedRow extends Row {
  readonly usernameLower: string;
  readonly searchText: string;
}

export function archivedUsers(db: Database.Database): SqliteArchiveTable<Row, ArchivedUser> {
  const blocked = db
    .prepare<[string], string>('SELECT blocked FROM blocks WHERE uid = ? ORDER BY blocked')
    .pluck();
  const block = db.prepare<[string, string]>('INSERT OR IGNORE INTO blocks VALUES (?, ?)');
  const insert = db.prepare<[InsertedRow]>(
    `INSERT OR REPLACE INTO users (uid, username, username_lower, display_name, search_text, about, colour, admin,
       removed, machine, credential, created_at, invited_by, deleted_at, deleting, last_seen)
     VALUES (:uid, :username, :usernameLower, :displayName, :searchText, :about, :colour, :admin,
       :removed, :machine, :credential, :createdAt, :invitedBy, :deletedAt, :deleting, :lastSeen)`,
  );
  return new SqliteArchiveTable<Row, ArchivedUser>(db, {
    columns: `${ACCOUNT_COLUMNS}, last_seen AS lastSeen`,
    table: 'users',
    key: 'uid',
    keyOf: ({ user }) => user.uid,
    recordOf: (row) => ({
      ...accountOf(row),
      ...(row.lastSeen !== null && { lastSeen: row.lastSeen }),
      blocked: blocked.all(row.uid),
    }),
    put: (record) => {
      const { uid, username, displayName } = record.user;
      insert.run({
        ...accountRow(record),
        lastSeen: record.lastSeen ?? null,
        usernameLower: (record.deletion?.username ?? username).toLowerCase(),
        searchText: searchText({ name: displayName, username }),
      });
      for (const other of record.blocked) block.run(uid, other);
    },
  });
}
