import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../../files/make-folder.ts';
import { syncPath } from '../../files/sync-path.ts';
import { openReadOnly } from './database-file.ts';
import { FileLock } from './file-lock.ts';
import { requireWhole } from './require-whole.ts';

/** Nobody writes a copy for so long without a byte, ms: what is older was left behind by a process that died. */
const LONGEST = 24 * 60 * 60 * 1_000;

/**
 * Copies a database as of one moment, while a server goes on using it.
 * @throws Error if the copy exists already, or if the database is broken or not Parley's
 */
export async function backUpDatabase(file: string, copy: string): Promise<void> {
  await writeCopy(copy, (partial) => copyPages(file, partial));
}

/**
 * Makes a database from a backup, after checking the backup.
 * @throws Error if a server runs, a database exists already, or the backup is broken or of a newer version
 */
export async function restoreDatabase(backup: string, file: string): Promise<void> {
  makeFolder(dirname(file));
  const lock = FileLock.take(file, `process ${process.pid}, which restores it`);
  try {
    refuseToOverwrite(`${file}-wal`);
    await writeCopy(file, (partial) => copyPages(backup, partial), renewEpoch);
  } finally {
    lock.release();
  }
}

/**
 * Writes a database under a temporary name first, so that a file with the final name is always complete.
 * @throws Error if the file exists already, or if the result is broken or not Parley's
 */
export async function writeCopy(
  to: string,
  write: (partial: string) => Promise<void>,
  change?: (copy: Database.Database) => void,
): Promise<void> {
  refuseToOverwrite(to);
  // Of its own: another process may be making the same file.
  const partial = `${to}.${randomBytes(4).toString('hex')}.part`;
  const remove = () => {
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(partial + end, { force: true });
  };
  makeFolder(dirname(to));
  dropRemains(to);
  // Private before the first byte is written; SQLite keeps the mode.
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    await write(partial);
    finish(partial, change);
    giveName(partial, to);
    syncPath(dirname(to));
  } finally {
    remove();
  }
}

async function copyPages(from: string, partial: string): Promise<void> {
  const source = openReadOnly(from);
  try {
    requireWhole(source);
    // All pages in one step: with several, each write of the server would start the copy over.
    await source.backup(partial, { progress: () => Number.MAX_SAFE_INTEGER });
  } finally {
    source.close();
  }
}

/** Merges everything into one file. */
function finish(partial: string, change: ((copy: Database.Database) => void) | undefined): void {
  const copy = new Database(partial);
  try {
    copy.pragma('journal_mode = DELETE');
    change?.(copy);
    requireWhole(copy);
  } finally {
    copy.close();
  }
}

/** Invalidates clients' tokens from after the backup. */
function renewEpoch(db: Database.Database): void {
  db.exec('UPDATE changes SET epoch = lower(hex(randomblob(8)))');
}

/** Under its final name, unless another process was faster. */
function giveName(partial: string, to: string): void {
  try {
    linkSync(partial, to);
  } catch {
    // Not every file system gives a file two names.
    refuseToOverwrite(to);
    renameSync(partial, to);
  }
}

function dropRemains(to: string): void {
  const [folder, start] = [dirname(to), `${basename(to)}.`];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(start) || !/^(?:[0-9a-f]{8}\.)?part(?:-|\.|$)/.test(name.slice(start.length)))
      continue;
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed < Date.now() - LONGEST) rmSync(path, { force: true });
  }
}

function refuseToOverwrite(file: string): void {
  if (existsSync(file)) throw new Error(`${file} exists. Move it away first: nothing is overwritten.`);
}
