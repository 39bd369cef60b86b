import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkLogs, type LogsVerdict } from '../domain/archive/check-logs.ts';
import {
  freeIn,
  openSqliteInspection,
  planUpgrade,
  tryUpgrade,
  type UpgradePlan,
} from '../store/sqlite/index.ts';
import { describePlan, describeTrial } from './describe-upgrade.ts';
import { isMongo, ownPlace } from './places.ts';
import { readArguments } from './read-arguments.ts';

// `npm run upgrade-check`: tries on a copy what this version does to the data, and changes nothing of the data itself. A server of
// the version before may be running.
const USAGE = 'npm run upgrade-check -- [--db data/parley.db] [--dir FOLDER]';
const values = readArguments(USAGE, { db: { type: 'string' }, dir: { type: 'string' } });
const MONGO = `The data is in MongoDB, of which this makes no copy. Restore a dump of it into another database and start this version with that one:
  mongodump --uri "$MONGODB_URI" --archive | mongorestore --nsFrom 'parley.*' --nsTo 'parley-trial.*' --archive
Keep the dump: to go back, restore it and start the version before. Stop all servers before the upgrade.`;

try {
  const db = values.db ?? ownPlace();
  if (isMongo(db)) throw new Error(MONGO);
  const file = resolve(db);
  const plan = planUpgrade(file);
  const free = freeIn(dirname(file));
  console.log(describePlan(file, plan, free));
  if (free < plan.needed)
    throw new Error('There is not enough space for the upgrade. Make room on this disk before you begin it.');
  await onCopy(file, resolve(values.dir ?? dirname(file)), plan);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function onCopy(file: string, dir: string, plan: UpgradePlan): Promise<void> {
  if (!existsSync(dir)) throw new Error(`There is no folder ${dir}.`);
  const free = freeIn(dir);
  // The copy, and what its upgrade needs beside it.
  const needed = plan.bytes + plan.needed;
  if (free < needed)
    throw new Error(
      `A trial needs ${needed} bytes in ${dir}, and ${free} are free. Name a folder on another disk: ${USAGE}`,
    );
  const folder = mkdtempSync(join(dir, 'upgrade-check-'));
  try {
    const copy = join(folder, 'copy.db');
    const trial = await tryUpgrade(file, copy);
    const verdict = await checkedLogs(copy);
    console.log(describeTrial(file, plan, trial, verdict));
    if (verdict.damages.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkedLogs(copy: string): Promise<LogsVerdict> {
  const inspection = openSqliteInspection(copy);
  if (inspection === undefined) throw new Error('The copy was not brought up to date.');
  try {
    return await checkLogs(inspection.logs);
  } finally {
    await inspection.close();
  }
}
