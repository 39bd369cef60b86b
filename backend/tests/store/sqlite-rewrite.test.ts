import { once } from 'node:events';
import { copyFileSync, linkSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../src/domain/archive/verify.ts';
import { openSqliteSource, openSqliteStores } from '../../src/store/sqlite/index.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';
import { openMigrated } from '../../src/store/sqlite/open-migrated.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { populate } from '../archive/populate.ts';
import { append, group, message, someone } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { addLongLog } from './long-log.ts';
import { endWhatMigrationsEnd, forgetLaterTables, writeSchema3 } from './schema-3-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A million takes 25 s of CPU to write anew, and as long to compare; a test that kills does both nearly twice. */
const [MESSAGES, LIMIT_MS] = process.env.TEST_LENGTH === 'long' ? [1_000_000, 900_000] : [20_000, 300_000];
const folder = temporaryFolder();
const current = folder.path('current.db');
const schema3 = folder.path('schema-3.db');

beforeAll(async () => {
  const stores = await openSqliteStores({ file: current });
  await populate(stores);
  await stores.close();
  forgetLaterTables(current);
  await addLongLog(current, MESSAGES);
  const archive = openSqliteSource(current);
  await writeSchema3(schema3, current, archive);
  await archive.close();
  endWhatMigrationsEnd(current);
}, LIMIT_MS);
afterAll(() => folder.remove());

/** A database of schema 3, all to itself. */
function old(name: string): string {
  const file = folder.path(name);
  copyFileSync(schema3, file);
  return file;
}

async function differences(file: string): Promise<readonly string[]> {
  const [expected, actual] = [openSqliteSource(current), openSqliteSource(file)];
  const found = await verify(expected, actual, () => undefined);
  await Promise.all([expected.close(), actual.close()]);
  return found;
}

/** What lies in the folder beside a database and under its name, but for the lock. */
function filesOf(name: string): readonly string[] {
  return readdirSync(folder.path('.')).filter((one) => one.startsWith(name) && !one.endsWith('.lock'));
}

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

test(
  'a database of schema 3 is written anew, entry by entry the same, and the old file stays beside it',
  async () => {
    const file = old('whole.db');
    const said: object[] = [];
    const db = await openMigrated(file, { log: { info: (details) => said.push(details) } });
    expect(db.pragma('auto_vacuum', { simple: true })).toBe(2);
    db.close();

    expect(await differences(file)).toEqual([]);
    expect(hash(`${file}.schema-3.backup`)).toBe(hash(schema3));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(file).size).toBeLessThan(0.6 * statSync(schema3).size);
    const counts = said.flatMap((details) => ('done' in details ? [details.done] : []));
    expect(counts.length).toBeGreaterThan(5);
    expect(counts.length).toBeLessThan(25);
  },
  LIMIT_MS,
);

/** Runs an opener and kills it with no warning once it wrote part of the rows. */
async function killOpener(file: string, part: number): Promise<void> {
  const opener = startProgram(process.execPath, [`${import.meta.dirname}/sqlite-migration-writer.ts`, file]);
  const exit = once(opener, 'exit');
  for await (const line of createInterface(opener.stdout)) {
    const { done = 0, of = 1 } = JSON.parse(line) as { done?: number; of?: number };
    if (done / of >= part) opener.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
}

test.each([0, 0.1, 0.5, 0.9, 1])(
  'killed with -9 after %f of the rows, the next start begins anew from the old file',
  async (part) => {
    const file = old(`killed-${part}.db`);
    await killOpener(file, part);
    (await openMigrated(file)).close();
    expect(await differences(file)).toEqual([]);
    expect(filesOf(`killed-${part}.db`)).toEqual([`killed-${part}.db`, `killed-${part}.db.schema-3.backup`]);
  },
  LIMIT_MS,
);

test(
  'killed between the two names, the next start begins anew',
  async () => {
    const file = old('two-names.db');
    linkSync(file, `${file}.schema-3.backup`);
    (await openMigrated(file)).close();
    expect(await differences(file)).toEqual([]);
    expect(hash(`${file}.schema-3.backup`)).toBe(hash(schema3));
  },
  LIMIT_MS,
);

test(
  'what a killed server left in its log beside the file is taken along',
  async () => {
    const [file, unmerged] = [old('served.db'), folder.path('unmerged.db')];
    const server = new Database(file);
    server.pragma('journal_mode = WAL');
    server.exec("UPDATE users SET about = 'Gone rowing'");
    for (const end of ['', '-wal']) copyFileSync(file + end, unmerged + end);
    server.close();

    const db = await openMigrated(unmerged);
    expect(db.prepare('SELECT DISTINCT about FROM users').pluck().all()).toEqual(['Gone rowing']);
    db.close();
    expect(filesOf('unmerged.db')).toEqual(['unmerged.db', 'unmerged.db.schema-3.backup']);
  },
  LIMIT_MS,
);

test('without enough room on the disk it says how much is needed, and changes nothing', async () => {
  const file = old('no-room.db');
  // A hole at its end makes the file larger than the disk, and takes no room.
  truncateSync(file, 2 ** 43);
  await expect(openMigrated(file)).rejects.toThrow(/needs \d+ MB on its disk, and \d+ MB are free/);
  truncateSync(file, statSync(schema3).size);
  expect(hash(file)).toBe(hash(schema3));
  expect(filesOf('no-room.db')).toEqual(['no-room.db']);
});

test(
  'a server goes on with the new file',
  async () => {
    const file = old('going-on.db');
    const stores = await openSqliteStores({ file });
    const owner = someone();
    const conversation = await group(stores, owner);
    await append(stores, message(conversation, owner));
    expect(await wholeLog(stores, conversation)).toHaveLength(2);
    await stores.close();
  },
  LIMIT_MS,
);

test(
  'the version before refuses the new file with a sentence',
  async () => {
    const file = old('newer.db');
    (await openMigrated(file)).close();
    await expect(openMigrated(file, { steps: migrations.slice(0, 3) })).rejects.toThrow(
      /has schema \d+, this Parley knows up to 3. Run the Parley that wrote it/,
    );
  },
  LIMIT_MS,
);
