import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { Stores } from '../../domain/stores.ts';
import { ConversationTables } from './conversations/conversation-tables.ts';
import { openDatabase } from './database-file.ts';
import { FileLock } from './file-lock.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { SqliteAuditStore } from './sqlite-audit-store.ts';
import { SqliteChallengeStore } from './accounts/sqlite-challenge-store.ts';
import { SqliteConversationStore } from './conversations/sqlite-conversation-store.ts';
import { SqliteInvitationStore } from './accounts/sqlite-invitation-store.ts';
import { SqliteResetStore } from './accounts/sqlite-reset-store.ts';
import { SqliteSessionStore } from './accounts/sqlite-session-store.ts';
import { SqliteUserStore } from './accounts/sqlite-user-store.ts';

export interface SqliteOptions {
  /** The path of the database; created if needed. */
  readonly file: string;
  /** Text for others who try to open the same file. */
  readonly owner?: string;
  /** Limit on the file's size, in pages of 4 KiB; without it, the disk is the limit. */
  readonly maxPages?: number;
  readonly log?: { info(details: object, message: string): void };
}

/**
 * Opens a database, migrates it and locks it against other servers.
 * @throws Error that names the problem: a lock, a newer schema, a file of another kind
 */
export async function openSqliteStores({ file, owner, maxPages, log }: SqliteOptions): Promise<Stores> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = FileLock.take(file, owner ?? `process ${process.pid}`);
  const db = openDatabase(file);
  const close = () => {
    db.close();
    lock.release();
  };
  try {
    await migrate(db, async (version) => {
      const backup = `${file}.schema-${version}.backup`;
      log?.info({ backup, schema: version }, 'copying the database before it is brought up to date');
      await db.backup(backup);
    });
    db.pragma('journal_mode = WAL');
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return compose(db, close);
  } catch (error) {
    close();
    throw error;
  }
}

function compose(db: Database.Database, closeFile: () => void): Stores {
  const tables = new ConversationTables(db);
  const commits = new GroupCommit(db, tables);
  return {
    conversations: new SqliteConversationStore(db, commits, tables),
    users: new SqliteUserStore(db, commits),
    sessions: new SqliteSessionStore(db, commits),
    challenges: new SqliteChallengeStore(db, commits),
    resets: new SqliteResetStore(db, commits),
    invitations: new SqliteInvitationStore(db, commits),
    audit: new SqliteAuditStore(db, commits),
    async close() {
      await commits.close();
      closeFile();
    },
  };
}
