import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, expect, test, vi } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { takeSteps } from '../../src/store/sqlite/migrate.ts';
import { settings } from '../../src/store/sqlite/migrations/0018-settings.ts';
import { migrations } from '../../src/store/sqlite/migrations/index.ts';
import { group, someone, talk } from '../contract/commands.ts';
import { takeBack } from '../store/take-back.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { firstUser } from './operator-contract.ts';
import { runTool } from './run-tool.ts';
import { serve } from './serving.ts';

// Real processes.
vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
/** A database with a conversation, alone in a folder. */
async function database(): Promise<{ readonly dir: string; readonly file: string }> {
  const dir = folder.path(String(++count));
  mkdirSync(dir);
  const file = `${dir}/parley.db`;
  const stores = await openSqliteStores({ file });
  const owner = someone();
  await talk(stores, await group(stores, owner), owner, 30);
  await stores.close();
  return { dir, file };
}

function change(file: string, work: (db: Database.Database) => void): void {
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  work(db);
  db.close();
}

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const check = (file: string, ...words: string[]) =>
  runTool(
    { env: { JWT_SECRET: 'a secret of the tests, and long enough' } },
    'upgrade-check',
    '--db',
    file,
    ...words,
  );

test('a database of the version before is upgraded on a copy, and is left as it is', async () => {
  const { dir, file } = await database();
  change(file, (db) => {
    takeBack(db, settings);
    db.exec('DROP TABLE settings');
  });
  const [before, names] = [hash(file), readdirSync(dir)];
  const { code, said } = await check(file);

  expect(said).toContain(
    `goes from schema 17 to ${migrations.length}, in place. A copy of before stays beside it.`,
  );
  expect(said).toMatch(/The upgrade needs \d+\.\d MB on its disk, \d+\.\d MB are free\./);
  expect(said).toMatch(/On a copy it took \d+\.\d s: \d+\.\d MB before, \d+\.\d MB after\./);
  expect(said).toContain('settings: new, 0 rows');
  expect(said).toContain('All 1 logs are whole, with their chains.');
  expect(said).toContain(`put ${file}.schema-17.backup in the place of the database`);
  expect(code).toBe(0);
  expect([hash(file), readdirSync(dir)]).toEqual([before, names]);
});

test('a database that will be written anew is, on a copy in another folder', async () => {
  const { dir } = await database();
  const file = `${dir}/old.db`;
  change(file, (db) => takeSteps(db, migrations.slice(0, 3)));
  const names = readdirSync(dir);
  const { code, said } = await check(file, '--dir', folder.path(''));
  expect(said).toContain('goes from schema 3');
  expect(said).toContain('is written anew. The old file stays beside it.');
  expect(code).toBe(0);
  expect(readdirSync(dir)).toEqual(names);
});

test('beside a running server of this version, nothing will be changed', async () => {
  const serving = await serve();
  await firstUser(serving);
  const { code, said } = await runTool(serving, 'upgrade-check');
  expect(said).toContain(`has schema ${migrations.length}, as this version has it: nothing will be changed.`);
  expect(said).toContain('Going back: the version before goes on with the same file.');
  expect(code).toBe(0);
  expect(readdirSync(serving.folder).filter((name) => name.startsWith('upgrade-check'))).toEqual([]);
  expect(await runTool(serving, 'verify-audit')).toMatchObject({ code: 0 });
});

test.each<[string, (db: Database.Database) => void, string]>([
  [
    'a damaged log',
    (db) => db.exec("UPDATE entries SET payload = x'00' WHERE seq = 20"),
    'entry 20 was changed',
  ],
  ['a missing entry', (db) => db.exec('DELETE FROM entries WHERE seq = 20'), 'entry 20 is missing'],
  ['a newer version', (db) => db.pragma('user_version = 999'), 'has schema 999, this Parley knows up to'],
  ['another program', (db) => db.pragma('application_id = 7'), "but not one of Parley's"],
])('%s is said, and fails', async (_what, spoil, complaint) => {
  const { dir, file } = await database();
  change(file, spoil);
  const names = readdirSync(dir);
  const { code, said } = await check(file);
  expect(said).toContain(complaint);
  expect(code).toBe(1);
  expect(readdirSync(dir)).toEqual(names);
});

test('no database, no folder, and MongoDB are said in words', async () => {
  expect(await check(folder.path('none.db'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no') as string,
  });
  const { file } = await database();
  expect(await check(file, '--dir', folder.path('none'))).toMatchObject({ code: 1 });
  const { code, said } = await check('mongodb://localhost/parley');
  expect(said).toContain('Restore a dump of it into another database');
  expect(code).toBe(1);
});
