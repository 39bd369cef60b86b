import { resolve } from 'node:path';
import { prefixErrors } from '../config/prefix-errors.ts';
import { backUpDatabase, writeCopy } from '../store/sqlite/index.ts';
import { move } from './move.ts';
import { isMongo, ownPlace } from './places.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run backup FILE`: copies the database while servers run, out of MongoDB into a file, too.
const USAGE = 'npm run backup FILE, or npm run backup -- --to FILE [--db data/parley.db]';
const values = readArguments(USAGE, { to: { type: 'string' }, db: { type: 'string' } }, 'to');
if (values.to === undefined) refuseArguments(USAGE, 'Say where to write the backup.');

try {
  const to = resolve(values.to);
  const db = values.db ?? ownPlace();
  if (isMongo(db)) await writeCopy(to, (partial) => move(db, partial, { live: true }));
  else await prefixErrors(resolve(db), undefined, () => backUpDatabase(resolve(db), to));
  console.log(`Copied everything to ${values.to} and checked it.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
