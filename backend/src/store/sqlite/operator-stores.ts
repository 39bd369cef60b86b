import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { OperatorStores } from '../../domain/stores.ts';
import { openDatabase } from './database-file.ts';
import { GroupCommit } from './group-commit.ts';
import { migrations } from './migrations/index.ts';
import { requireParley, schemaVersion } from './migrate.ts';
import { SqliteAuditStore } from './audit/sqlite-audit-store.ts';
import { SqliteInvitationStore } from './accounts/sqlite-invitation-store.ts';
import { SqliteMachineStore } from './accounts/sqlite-machine-store.ts';
import { SqliteResetStore } from './accounts/sqlite-reset-store.ts';
import { SqliteSettingsStore } from './sqlite-settings-store.ts';
import { SqliteSessionStore } from './accounts/sqlite-session-store.ts';
import { SqliteUserStore } from './accounts/sqlite-user-store.ts';

/** Nothing is cached between commits. */
const NO_CACHE = { beforeCommit: () => undefined, undone: () => undefined, forget: () => undefined };

/**
 * Opens a database that a server may be serving. It takes no lock: these stores write through SQLite's own lock, one commit
 * after another, and no server caches their data.
 * @throws Error that names the problem: no database, or one that this version has not migrated
 */
export async function openOperatorStores(file: string): Promise<OperatorStores> {
  if (!existsSync(file)) throw new Error(`There is no ${file}. The first start of the server makes it.`);
  const db = openDatabase(file);
  try {
    requireCurrent(db);
    const commits = new GroupCommit(db, NO_CACHE);
    return {
      users: new SqliteUserStore(db, commits),
      machines: new SqliteMachineStore(db, commits),
      sessions: new SqliteSessionStore(db, commits),
      resets: new SqliteResetStore(db, commits),
      invitations: new SqliteInvitationStore(db, commits),
      settings: new SqliteSettingsStore(db, commits),
      audit: new SqliteAuditStore(db, commits),
      async close() {
        await commits.close();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function requireCurrent(db: Database.Database): void {
  requireParley(db);
  if (schemaVersion(db) < migrations.length)
    throw new Error(
      `${db.name} was written by an older Parley. Start the server once to bring it up to date.`,
    );
}
