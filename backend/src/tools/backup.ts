import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUpDatabase, writeCopy } from '../store/sqlite/index.ts';
import { move } from './move.ts';
import { isMongo, ownPlace } from './places.ts';

// `npm run backup -- --to FILE`: copies the database while servers run, out of MongoDB into a file, too.
const { values } = parseArgs({ options: { to: { type: 'string' }, db: { type: 'string' } } });

if (values.to === undefined) {
  console.error('Say where to: npm run backup -- --to FILE [--db data/parley.db]');
  process.exit(2);
}

try {
  const to = resolve(values.to);
  const db = values.db ?? ownPlace();
  if (isMongo(db)) await writeCopy(to, (partial) => move(db, partial, { live: true }));
  else await backUpDatabase(resolve(db), to);
  console.log(`Everything was copied to ${values.to} and checked.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
