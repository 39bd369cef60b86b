import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { syncPath } from '../../files/sync-path.ts';
import { mark, schemaVersion, takeStep } from './migrate.ts';
import { isRewrite, type Migration, type MigrationLog, type Progress } from './migrations/migration.ts';
import { requireWhole } from './require-whole.ts';

interface Rewriting {
  readonly steps: readonly Migration[];
  readonly log?: MigrationLog | undefined;
}

/** The search index with the tables that SQLite keeps it in: it is made anew where it is missing. */
const DERIVED = 'message_words';
/** Part of all rows between two lines of the log. */
const REPORTED = 0.05;

/**
 * Brings a database up to date by writing a new file, which takes its place in one step of the file system: a crash at
 * any moment leaves the old file or the new one, and the next start begins anew from the old one. The old one stays.
 * @param db of an older version; closed afterwards
 * @throws Error if there is not enough space; then nothing was changed
 */
export async function rewriteDatabase(db: Database.Database, { steps, log }: Rewriting): Promise<void> {
  const file = db.name;
  const schema = schemaVersion(db);
  const partial = `${file}.part`;
  requireSpace(file);
  // One file, without a log beside it that would be taken for the new one's.
  db.pragma('journal_mode = DELETE');
  log?.info({ schema, newSchema: steps.length }, 'writing the database anew, which may take some minutes');
  try {
    await writeNew(db, partial, steps, progressTo(log));
    db.close();
    const backup = keepOld(file, schema);
    renameSync(partial, file);
    syncPath(dirname(file));
    log?.info({ backup }, 'the database is up to date, the old file stays beside it');
  } finally {
    rmSync(partial, { force: true });
  }
}

/** The new file is smaller than the old one. A tenth more is for indexes in another order. */
function requireSpace(file: string): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  const [needed, free] = [statSync(file).size * 1.1, bavail * bsize];
  if (free >= needed) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);
  throw new Error(
    `${file} must be written anew for this version. That needs ${megabytes(needed)} MB on its disk, and ${megabytes(free)} MB are free. Make room and start again; nothing was changed.`,
  );
}

async function writeNew(
  old: Database.Database,
  partial: string,
  steps: readonly Migration[],
  progress: Progress,
): Promise<void> {
  rmSync(partial, { force: true });
  closeSync(openSync(partial, 'wx', 0o600));
  const fresh = new Database(partial);
  try {
    // A crash throws this file away, so that its own journal would be of no use.
    fresh.pragma('journal_mode = OFF');
    fresh.pragma('synchronous = OFF');
    fresh.pragma('auto_vacuum = INCREMENTAL');
    // Nobody else writes to the old one meanwhile.
    old.exec('BEGIN IMMEDIATE');
    await copyInto(fresh, old, steps, progress);
    old.exec('COMMIT');
    mark(fresh, steps);
    requireWhole(fresh);
  } finally {
    fresh.close();
  }
  syncPath(partial);
}

/** Copies what stays as it is, then takes the missing steps. */
async function copyInto(
  fresh: Database.Database,
  old: Database.Database,
  steps: readonly Migration[],
  progress: Progress,
): Promise<void> {
  const missing = steps.slice(schemaVersion(old));
  copyTables(fresh, old, new Set(missing.filter(isRewrite).flatMap(({ replaced }) => replaced)));
  for (const step of missing) {
    takeStep(fresh, step);
    if (isRewrite(step)) await step.copy(old, fresh, progress);
  }
}

function copyTables(fresh: Database.Database, old: Database.Database, replaced: ReadonlySet<string>): void {
  const schema = old
    .prepare<[], { type: string; name: string; table: string; sql: string }>(
      'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid',
    )
    .all()
    .filter(({ table }) => !replaced.has(table) && !table.startsWith(DERIVED));
  fresh.prepare('ATTACH ? AS old').run(old.name);
  for (const { type, name, sql } of schema) {
    fresh.exec(sql);
    if (type === 'table') fresh.exec(`INSERT INTO main."${name}" SELECT * FROM old."${name}"`);
  }
  fresh.exec('DETACH old');
}

function progressTo(log: MigrationLog | undefined): Progress {
  let told = 0;
  return (done, of) => {
    if (done < of && done - told < of * REPORTED) return;
    told = done;
    log?.info({ done, of }, 'writing the database anew');
  };
}

/** Gives the old file a second name, which nothing has yet. */
function keepOld(file: string, schema: number): string {
  const names = [`${file}.schema-${schema}.backup`, `${file}.schema-${schema}.${Date.now()}.backup`];
  const backup = names.find((name) => !existsSync(name)) ?? `${file}.${Date.now()}.backup`;
  try {
    linkSync(file, backup);
  } catch {
    // Not every file system gives a file two names.
    copyFileSync(file, `${backup}.part`);
    syncPath(`${backup}.part`);
    renameSync(`${backup}.part`, backup);
  }
  return backup;
}
