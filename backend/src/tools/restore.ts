import { resolve } from 'node:path';
import { prefixErrors } from '../config/prefix-errors.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/env.ts';
import type { Archive } from '../domain/archive/archive.ts';
import { record } from '../domain/audit/record.ts';
import type { Stores } from '../domain/stores.ts';
import { openSqliteStores, restoreDatabase } from '../store/sqlite/index.ts';
import { move } from './move.ts';
import { isMongo, ownPlace } from './places.ts';
import { operatorAudit } from './operator-audit.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run restore FILE`: makes a database of a backup, where there is none.
const USAGE = 'npm run restore FILE, or npm run restore -- --from FILE [--db data/parley.db]';
const values = readArguments(USAGE, { from: { type: 'string' }, db: { type: 'string' } }, 'from');
if (values.from === undefined) refuseArguments(USAGE, 'Say which backup to restore.');

try {
  const from = resolve(values.from);
  const config = readConfig();
  const db = values.db ?? ownPlace();
  if (isMongo(db)) await move(values.from, db, { check: requireEmpty });
  else await prefixErrors(from, undefined, () => restoreDatabase(from, resolve(db)));
  await noteRestore(db, config);
  console.log(`Restored everything in ${values.from}. Clients will offer to send lost messages again.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Records the restore in the audit log, so that missing records do not look as if somebody had removed them. */
async function noteRestore(db: string, config: Config): Promise<void> {
  const stores = await openAll(db);
  try {
    await record(
      { audit: operatorAudit(stores.audit, config), clock: Date.now },
      { kind: 'database_restored' },
    );
  } finally {
    await stores.close();
  }
}

async function openAll(db: string): Promise<Stores> {
  if (!isMongo(db)) return openSqliteStores({ file: resolve(db) });
  const { openMongoStores } = await import('../store/mongo/index.ts');
  return openMongoStores({ uri: db });
}

async function requireEmpty({ users, logs }: Archive): Promise<void> {
  if ((await users.count()) > 0 || (await logs.count()) > 0)
    throw new Error("That database isn't empty. Drop it first, or use another one: nothing is overwritten.");
}
