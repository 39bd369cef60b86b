import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUpDatabase } from '../store/sqlite/copy-database.ts';

// `npm run backup -- --to FILE`: copies the database while the server runs.
const { values } = parseArgs({
  options: {
    to: { type: 'string' },
    db: { type: 'string', default: process.env.DB_PATH ?? 'data/parley.db' },
  },
});

if (values.to === undefined) {
  console.error('Say where to: npm run backup -- --to FILE [--db data/parley.db]');
  process.exit(2);
}

try {
  await backUpDatabase(resolve(values.db), resolve(values.to));
  console.log(`${values.db} was copied to ${values.to} and checked.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
