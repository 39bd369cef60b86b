import type Database from 'better-sqlite3';
import { openDatabase } from './database-file.ts';
import { isEmpty, requireParley, schemaVersion, takeSteps } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { isRewrite, type Migration, type MigrationLog } from './migrations/migration.ts';
import { rewriteDatabase } from './rewrite-database.ts';

export interface Opening {
  readonly log?: MigrationLog | undefined;
  readonly steps?: readonly Migration[];
}

/**
 * Opens a database and brings it up to date; makes it if needed. The caller holds its lock. What was there before stays
 * beside it, as `FILE.schema-N.backup`.
 * @throws Error for a database that is not Parley's or of a newer version, or without enough space for a new file
 */
export async function openMigrated(
  file: string,
  { log, steps = migrations }: Opening = {},
): Promise<Database.Database> {
  const db = openDatabase(file);
  try {
    if (isEmpty(db)) begin(db, steps);
    requireParley(db, steps);
    const missing = steps.slice(schemaVersion(db));
    if (missing.some(isRewrite)) {
      await rewriteDatabase(db, { steps, log });
      return openDatabase(file);
    }
    if (missing.length > 0) await changeInPlace(db, { steps, log });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function begin(db: Database.Database, steps: readonly Migration[]): void {
  // Lets a later version return space to the disk. Only an empty file can be set to it.
  db.pragma('auto_vacuum = INCREMENTAL');
  takeSteps(db, steps);
}

async function changeInPlace(
  db: Database.Database,
  { log, steps }: Opening & { steps: readonly Migration[] },
) {
  const schema = schemaVersion(db);
  const backup = `${db.name}.schema-${schema}.backup`;
  log?.info({ backup, schema }, 'copying the database before it is brought up to date');
  await db.backup(backup);
  takeSteps(db, steps);
}
