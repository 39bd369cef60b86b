import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Archive, Inspection } from '../../../domain/archive/archive.ts';
import type { StoredInvitation } from '../../../domain/invitations/invitation-store.ts';
import type { StoredReset } from '../../../domain/passwords/reset-store.ts';
import type { RoomLock } from '../../../domain/rooms/room-locks.ts';
import type { NameClaim } from '../../../domain/rooms/room-names.ts';
import type { StoredSession } from '../../../domain/sessions/session-store.ts';
import type { AuditRecord } from '../../../domain/audit/audit-store.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { auditRecord, auditRow, type AuditRow } from '../audit/audit-row.ts';
import { openReadOnly } from '../database-file.ts';
import { FileLock } from '../file-lock.ts';
import {
  INVITATION_COLUMNS,
  invitationOf,
  invitationRow,
  type InvitationRow,
} from '../accounts/invitation-row.ts';
import { requireParley, schemaVersion } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { openMigrated } from '../open-migrated.ts';
import { lockKey, lockOf, lockRow, type LockRow } from '../rooms/lock-row.ts';
import {
  SESSION_COLUMNS,
  SESSION_VALUES,
  sessionOf,
  sessionRow,
  type SessionRow,
} from '../accounts/session-row.ts';
import { archivedSettings } from './archived-settings.ts';
import { SqliteArchivedLogs } from './archived-logs.ts';
import { archivedCommandValues, archivedDeliveries, archivedHooks } from './archived-machines.ts';
import { archivedReports } from './archived-reports.ts';
import { archivedKeys } from './archived-keys.ts';
import { archivedUsers } from './archived-users.ts';
import { SqliteArchiveTable } from './sqlite-archive-table.ts';

/**
 * Opens a database to read all of it, without changing it. No server may have it open.
 * @throws Error for a database of another schema version
 */
export function openSqliteSource(file: string): Archive {
  const db = openReadOnly(file);
  try {
    requireParley(db);
    if (schemaVersion(db) < migrations.length)
      throw new Error(`${file} was written by an older Parley. Start this one with it once.`);
    return locked(archiveOf(db), FileLock.take(file, `process ${process.pid}, which copies it`));
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a database to write into; creates it if needed. No server may have it open. */
export async function openSqliteTarget(file: string): Promise<Archive> {
  makeFolder(dirname(file));
  const lock = FileLock.take(file, `process ${process.pid}, which copies into it`);
  try {
    const db = await openMigrated(file);
    db.pragma('journal_mode = WAL');
    return locked(archiveOf(db), lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens a database to check it while a server may use it. It is only read.
 * @returns undefined if there is none, or no server of this version has started with it
 * @throws Error for a database that is not Parley's, or of a newer version
 */
export function openSqliteInspection(file: string): Inspection | undefined {
  if (!existsSync(file)) return undefined;
  const db = openReadOnly(file);
  try {
    requireParley(db);
    if (schemaVersion(db) === migrations.length) return archiveOf(db);
  } catch (error) {
    db.close();
    throw error;
  }
  db.close();
  return undefined;
}

function locked(archive: Archive, lock: FileLock): Archive {
  return {
    ...archive,
    close: async () => {
      await archive.close();
      lock.release();
    },
  };
}

function archiveOf(db: Database.Database): Archive {
  return {
    users: archivedUsers(db),
    sessions: archivedSessions(db),
    resets: archivedResets(db),
    invitations: archivedInvitations(db),
    keys: archivedKeys(db),
    audit: archivedAudit(db),
    roomNames: archivedRoomNames(db),
    roomLocks: archivedRoomLocks(db),
    commandValues: archivedCommandValues(db),
    hooks: archivedHooks(db),
    hookDeliveries: archivedDeliveries(db),
    settings: archivedSettings(db),
    reports: archivedReports(db),
    logs: new SqliteArchivedLogs(db),
    close: async () => {
      db.close();
    },
  };
}

function archivedSessions(db: Database.Database) {
  const insert = db.prepare<[SessionRow]>(`INSERT OR REPLACE INTO sessions VALUES ${SESSION_VALUES}`);
  return new SqliteArchiveTable<SessionRow, StoredSession>(db, {
    columns: SESSION_COLUMNS,
    table: 'sessions',
    key: 'sid',
    keyOf: ({ sid }) => sid,
    recordOf: sessionOf,
    put: (session) => insert.run(sessionRow(session)),
  });
}

function archivedResets(db: Database.Database) {
  const insert = db.prepare<[StoredReset]>(
    'INSERT OR REPLACE INTO resets VALUES (:uid, :secretHash, :expiresAt)',
  );
  return new SqliteArchiveTable<StoredReset, StoredReset>(db, {
    columns: 'uid, secret_hash AS secretHash, expires_at AS expiresAt',
    table: 'resets',
    key: 'uid',
    keyOf: ({ uid }) => uid,
    recordOf: (reset) => reset,
    put: (reset) => insert.run(reset),
  });
}

function archivedInvitations(db: Database.Database) {
  const insert = db.prepare<[InvitationRow]>(
    `INSERT OR REPLACE INTO invitations
     VALUES (:id, :secretHash, :admin, :createdAt, :expiresAt, :createdBy, :usedBy, :label, :usedAt)`,
  );
  return new SqliteArchiveTable<InvitationRow, StoredInvitation>(db, {
    columns: INVITATION_COLUMNS,
    table: 'invitations',
    key: 'id',
    keyOf: ({ id }) => id,
    recordOf: invitationOf,
    put: (invitation) => insert.run(invitationRow(invitation)),
  });
}

function archivedRoomNames(db: Database.Database) {
  const insert = db.prepare<[NameClaim]>(
    'INSERT OR REPLACE INTO room_names VALUES (:folded, :conversation, :id, :sender, :time)',
  );
  return new SqliteArchiveTable<NameClaim, NameClaim>(db, {
    columns: '*',
    table: 'room_names',
    key: 'folded',
    keyOf: ({ folded }) => folded,
    recordOf: (claim) => claim,
    put: (claim) => insert.run(claim),
  });
}

function archivedRoomLocks(db: Database.Database) {
  const insert = db.prepare<[LockRow]>(
    'INSERT OR REPLACE INTO room_locks VALUES (:key, :conversation, :id, :credential, :time)',
  );
  return new SqliteArchiveTable<LockRow, RoomLock>(db, {
    columns: '*',
    table: 'room_locks',
    key: 'key',
    keyOf: lockKey,
    recordOf: lockOf,
    put: (lock) => insert.run(lockRow(lock)),
  });
}

function archivedAudit(db: Database.Database) {
  const insert = db.prepare<[AuditRow]>(
    'INSERT OR REPLACE INTO audit VALUES (:seq, :kind, :time, :uid, :address, :details, :chain, :signature)',
  );
  return new SqliteArchiveTable<AuditRow, AuditRecord>(db, {
    columns: '*',
    table: 'audit',
    key: 'seq',
    keyOf: ({ seq }) => String(seq),
    recordOf: auditRecord,
    put: (record) => insert.run(auditRow(record)),
  });
}
