import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Stores } from '../../domain/stores.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { ConversationTables } from './conversations/conversation-tables.ts';
import { FileLock } from './file-lock.ts';
import { GroupCommit } from './group-commit.ts';
import type { MigrationLog } from './migrations/migration.ts';
import { openMigrated } from './open-migrated.ts';
import { SearchIndex } from './search/search-index.ts';
import { RoomEraser } from './rooms/room-eraser.ts';
import { SqliteRoomDirectory } from './rooms/sqlite-room-directory.ts';
import { SqliteRoomLocks } from './rooms/sqlite-room-locks.ts';
import { SqliteRoomNames } from './rooms/sqlite-room-names.ts';
import { SqliteAuditStore } from './audit/sqlite-audit-store.ts';
import { SqliteHookStore } from './machines/sqlite-hook-store.ts';
import { SqliteReportStore } from './moderation/sqlite-report-store.ts';
import { SqliteCommandValues } from './machines/sqlite-command-values.ts';
import { SqliteChallengeStore } from './accounts/sqlite-challenge-store.ts';
import { SqliteConversationStore } from './conversations/sqlite-conversation-store.ts';
import { SqliteInvitationStore } from './accounts/sqlite-invitation-store.ts';
import { SqliteMachineStore } from './accounts/sqlite-machine-store.ts';
import { SqliteKeyStore } from './accounts/sqlite-key-store.ts';
import { SqlitePairingStore } from './accounts/sqlite-pairing-store.ts';
import { SqliteResetStore } from './accounts/sqlite-reset-store.ts';
import { SqliteSearchStore } from './search/sqlite-search-store.ts';
import { SqliteSettingsStore } from './sqlite-settings-store.ts';
import { SqliteSessionStore } from './accounts/sqlite-session-store.ts';
import { SqliteUserStore } from './accounts/sqlite-user-store.ts';

export interface SqliteOptions {
  /** The path of the database; created if needed. */
  readonly file: string;
  /** Text for others who try to open the same file. */
  readonly owner?: string;
  /** Limit on the file's size, in pages of 4 KiB; without it, the disk is the limit. */
  readonly maxPages?: number;
  readonly log?: MigrationLog;
}

/**
 * Opens a database, migrates it and locks it against other servers.
 * @throws Error that names the problem: a lock, a newer schema, a file of another kind
 */
export async function openSqliteStores({ file, owner, maxPages, log }: SqliteOptions): Promise<Stores> {
  makeFolder(dirname(file));
  const lock = FileLock.take(file, owner ?? `process ${process.pid}`);
  try {
    const db = await openMigrated(file, { log });
    db.pragma('journal_mode = WAL');
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return compose(db, () => {
      db.close();
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function compose(db: Database.Database, closeFile: () => void): Stores {
  const tables = new ConversationTables(db);
  const commits = new GroupCommit(db, tables);
  const index = new SearchIndex(db, tables.uuids);
  return {
    conversations: new SqliteConversationStore(db, commits, { tables, index }),
    search: new SqliteSearchStore(commits, index),
    rooms: new SqliteRoomDirectory(commits, tables.rooms, new RoomEraser(db, tables, index)),
    roomLocks: new SqliteRoomLocks(db, commits),
    roomNames: new SqliteRoomNames(db, commits),
    users: new SqliteUserStore(db, commits),
    machines: new SqliteMachineStore(db, commits),
    sessions: new SqliteSessionStore(db, commits),
    challenges: new SqliteChallengeStore(db, commits),
    resets: new SqliteResetStore(db, commits),
    invitations: new SqliteInvitationStore(db, commits),
    keys: new SqliteKeyStore(db, commits),
    pairings: new SqlitePairingStore(db, commits),
    commandValues: new SqliteCommandValues(db, commits),
    hooks: new SqliteHookStore(db, commits),
    settings: new SqliteSettingsStore(db, commits),
    reports: new SqliteReportStore(db, commits),
    audit: new SqliteAuditStore(db, commits),
    async close() {
      await commits.close();
      closeFile();
    },
  };
}
