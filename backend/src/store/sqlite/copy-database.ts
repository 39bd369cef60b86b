import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { openReadOnly } from './database-file.ts';
import { FileLock } from './file-lock.ts';
import { requireParley } from './migrate.ts';

/**
 * Copies a database, as it is at one moment, while a server goes on using it.
 * @throws Error where the copy exists already, or the database is none of Parley's or broken
 */
export async function backUpDatabase(file: string, copy: string): Promise<void> {
  await writeCopy(copy, (partial) => copyPages(file, partial));
}

/**
 * Makes a database of a backup, which is checked first.
 * @throws Error where a server runs, a database is there already, or the backup is broken or a newer Parley's
 */
export async function restoreDatabase(backup: string, file: string): Promise<void> {
  makeFolder(file);
  const lock = FileLock.take(file, `process ${process.pid}, which restores it`);
  try {
    refuseToOverwrite(`${file}-wal`);
    await writeCopy(file, (partial) => copyPages(backup, partial), renewEpoch);
  } finally {
    lock.release();
  }
}

/**
 * Has a database written under another name first: what has the right name is whole and one file.
 * @throws Error where there is such a file already, or what was written is none of Parley's or broken
 */
export async function writeCopy(
  to: string,
  write: (partial: string) => Promise<void>,
  change?: (copy: Database.Database) => void,
): Promise<void> {
  refuseToOverwrite(to);
  const partial = `${to}.part`;
  const remove = () => {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(partial + end, { force: true });
  };
  makeFolder(to);
  remove();
  // Nobody else may read it from its first byte on; SQLite keeps the mode.
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    await write(partial);
    finish(partial, change);
    renameSync(partial, to);
  } finally {
    remove();
  }
}

async function copyPages(from: string, partial: string): Promise<void> {
  const source = openReadOnly(from);
  try {
    check(source);
    // All pages in one step: a copy in several would start anew with every write of the server.
    await source.backup(partial, { progress: () => Number.MAX_SAFE_INTEGER });
  } finally {
    source.close();
  }
}

/** Leaves one file that holds everything. */
function finish(partial: string, change: ((copy: Database.Database) => void) | undefined): void {
  const copy = new Database(partial);
  try {
    copy.pragma('journal_mode = DELETE');
    change?.(copy);
    check(copy);
  } finally {
    copy.close();
  }
}

function check(db: Database.Database): void {
  requireParley(db);
  const result = db.pragma('integrity_check', { simple: true });
  if (result !== 'ok') throw new Error(`${db.name} is broken: ${String(result)}`);
}

/** What clients know of changes since the backup was made counts for nothing. */
function renewEpoch(db: Database.Database): void {
  db.exec('UPDATE changes SET epoch = lower(hex(randomblob(8)))');
}

function makeFolder(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
}

function refuseToOverwrite(file: string): void {
  if (existsSync(file)) throw new Error(`${file} exists. Move it away first: nothing is overwritten.`);
}
