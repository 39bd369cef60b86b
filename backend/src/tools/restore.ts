import { resolve } from 'node:path';
import { blaming } from '../config/blaming.ts';
import type { Archive } from '../domain/archive/archive.ts';
import { restoreDatabase } from '../store/sqlite/index.ts';
import { move } from './move.ts';
import { isMongo, ownPlace } from './places.ts';
import { readWords, refuseWords } from './read-words.ts';

// `npm run restore FILE`: makes a database of a backup, where there is none.
const USAGE = 'npm run restore FILE, or npm run restore -- --from FILE [--db data/parley.db]';
const values = readWords(USAGE, { from: { type: 'string' }, db: { type: 'string' } }, 'from');
if (values.from === undefined) refuseWords(USAGE, 'Say which backup to restore.');

try {
  const from = resolve(values.from);
  const db = values.db ?? ownPlace();
  if (isMongo(db)) await move(values.from, db, { check: requireEmpty });
  else await blaming(from, undefined, () => restoreDatabase(from, resolve(db)));
  console.log(`Restored everything in ${values.from}. Clients will offer to send lost messages again.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function requireEmpty({ users, logs }: Archive): Promise<void> {
  if ((await users.count()) > 0 || (await logs.count()) > 0)
    throw new Error("That database isn't empty. Drop it first, or use another one: nothing is overwritten.");
}
