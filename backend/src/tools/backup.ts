import { join, resolve } from 'node:path';
import { BackupFiles } from '../backups/backup-files.ts';
import { readConfig } from '../config/env.ts';
import { prefixErrors } from '../config/prefix-errors.ts';
import { backupName } from '../domain/backups/backup-name.ts';
import { makeBackup } from '../domain/backups/make-backup.ts';
import { backUpDatabase, writeCopy } from '../store/sqlite/index.ts';
import { move } from './move.ts';
import { operate } from './operate.ts';
import { isMongo, ownPlace } from './places.ts';
import { readArguments } from './read-arguments.ts';

// `npm run backup [FILE]`: copies the database while servers run, out of MongoDB into a file, too. Without a name the copy goes into
// the folder of backups, as the server's own do.
const USAGE = 'npm run backup [FILE], or npm run backup -- --to FILE [--db data/parley.db]';
const values = readArguments(USAGE, { to: { type: 'string' }, db: { type: 'string' } }, 'to');

try {
  const db = values.db ?? ownPlace();
  if (values.to === undefined && values.db === undefined && !isMongo(db)) await intoFolder(db);
  else await copy(db, resolve(values.to ?? join(readConfig().backupDir, backupName(Date.now()))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** As the server does it, which also records it in the audit log. */
async function intoFolder(file: string): Promise<void> {
  await operate(async (context, { backupDir }) => {
    const backups = new BackupFiles({ path: backupDir, file });
    const { name } = await makeBackup({ ...context, backups });
    return made(join(backupDir, name));
  });
}

async function copy(db: string, to: string): Promise<void> {
  if (isMongo(db)) await writeCopy(to, (partial) => move(db, partial, { live: true }));
  else await prefixErrors(resolve(db), undefined, () => backUpDatabase(resolve(db), to));
  console.log(made(to));
}

function made(file: string): string {
  return `Copied everything to ${file} and checked it.`;
}
