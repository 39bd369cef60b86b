import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreDatabase } from '../store/sqlite/copy-database.ts';

// `npm run restore -- --from FILE`: makes a database of a backup, where there is none.
const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    db: { type: 'string', default: process.env.DB_PATH ?? 'data/parley.db' },
  },
});

if (values.from === undefined) {
  console.error('Say where from: npm run restore -- --from FILE [--db data/parley.db]');
  process.exit(2);
}

try {
  await restoreDatabase(resolve(values.from), resolve(values.db));
  console.log(`${values.db} is what ${values.from} holds. Clients will offer to send again what was lost.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
