import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { group, someone, talk } from '../contract/commands.ts';
import { runDoctor } from './run-doctor.ts';
import { serve, type Serving } from './serving.ts';

// Real processes with a real disk, which others may keep busy.
vi.setConfig({ testTimeout: 60_000 });

/** A server that stopped, with a group whose log is longer than a page of the check. */
async function stopped(): Promise<Serving & { readonly conversation: string }> {
  const serving = await serve();
  await serving.stop();
  const stores = await openSqliteStores({ file: fileOf(serving) });
  const owner = someone();
  const conversation = await group(stores, owner);
  await talk(stores, conversation, owner, 600);
  await stores.conversations.moveMarks(owner, 'read', [{ conversation, seq: 601 }]);
  await stores.close();
  return { ...serving, conversation };
}

const fileOf = ({ env }: Pick<Serving, 'env'>) => env.DB_PATH ?? '';
const keyOf = ({ folder }: Pick<Serving, 'folder'>) => join(folder, 'audit-key');

function damage(serving: Serving, sql: string): void {
  const database = new DatabaseSync(fileOf(serving));
  database.exec(sql);
  database.close();
}

test('whole logs and the key of the audit log are said, beside a server that runs', async () => {
  const said = await runDoctor(await serve());

  expect(said).toContain('ok       The logs of all 1 conversations are whole.');
  expect(said).toContain('ok       All 2 records of the audit log are intact and signed.');
  expect(said).toMatch(/ok {7}Only its owner can read .*audit-key\./);
});

test.each([
  ['one in the middle', 'DELETE FROM entries WHERE seq = 300', 'Entry 300 is missing'],
  ['more than a page', 'DELETE FROM entries WHERE seq > 1 AND seq < 599', 'Entry 2 is missing'],
  ['the newest, which a member has read', 'DELETE FROM entries WHERE seq > 599', 'Entry 600 is missing'],
  ['what one says', "UPDATE entries SET payload = x'00' WHERE seq = 7", 'Entry 7 was changed'],
  ['who wrote one', 'UPDATE entries SET sender = conversation WHERE seq = 601', 'Entry 601 was changed'],
  ['its form', "UPDATE entries SET body = '{' WHERE seq = 5", "can't be read"],
])('a log that lost or has another %s is named, with the way back', async (_, sql, complaint) => {
  const serving = await stopped();
  damage(serving, sql);

  const said = await runDoctor(serving);

  expect(said).toMatch(
    new RegExp(`PROBLEM .*${complaint}.*\n +Stop the server, move the database away, and`),
  );
  expect(said).toContain(serving.conversation);
});

test('a damaged log is found beside the server, and not all of many are named', async () => {
  const serving = await serve();
  await serving.stop();
  const stores = await openSqliteStores({ file: fileOf(serving) });
  for (let i = 0; i < 7; i += 1) {
    const owner = someone();
    await talk(stores, await group(stores, owner), owner, 2);
  }
  await stores.close();
  const again = await serve(serving.env);
  damage(again, 'DELETE FROM entries WHERE seq = 2');

  const said = await runDoctor(again);

  expect(said.match(/Entry 2 is missing/g)).toHaveLength(5);
  expect(said).toContain('PROBLEM  The logs of 2 more conversations are damaged.');
});

test('an audit log that was changed, and one that was emptied, are problems', async () => {
  const serving = await serve();
  await serving.stop();
  damage(serving, "UPDATE audit SET kind = 'login' WHERE seq = 2");
  expect(await runDoctor(serving)).toMatch(/PROBLEM {2}Record 2 of the audit log was changed.*\n +Compare/);

  damage(serving, 'DELETE FROM audit');
  expect(await runDoctor(serving)).toContain('PROBLEM  The audit log is empty.');
});

test('a key of the audit log that is missing is a problem, and none is made in its place', async () => {
  const serving = await serve();
  await serving.stop();
  const key = readFileSync(keyOf(serving), 'utf8');
  rmSync(keyOf(serving));

  expect(await runDoctor(serving)).toMatch(/PROBLEM {2}.*audit-key is missing.*\n +Put it back/);
  expect(existsSync(keyOf(serving))).toBe(false);
  const moved = { env: { ...serving.env, AUDIT_KEY_PREVIOUS: key } };
  expect(await runDoctor(moved)).toContain('ok       All 2 records of the audit log are intact and signed.');
});

test('another key than the one that signed is a problem, until the earlier one is named', async () => {
  const serving = await serve();
  await serving.stop();
  const key = readFileSync(keyOf(serving), 'utf8');
  renameSync(keyOf(serving), `${keyOf(serving)}.earlier`);
  writeFileSync(keyOf(serving), 'another key, and long enough for one', { mode: 0o600 });

  expect(await runDoctor(serving)).toMatch(
    /PROBLEM {2}Record 1 of the audit log is signed with the key [0-9a-f]{16}, .*\n.*AUDIT_KEY_PREVIOUS/,
  );
  const named = {
    env: { ...serving.env, AUDIT_KEY_PREVIOUS: `something older and long enough for it,${key}` },
  };
  expect(await runDoctor(named)).toContain('ok       All 2 records of the audit log are intact and signed.');

  writeFileSync(keyOf(serving), 'short');
  expect(await runDoctor(serving)).toMatch(
    /PROBLEM {2}The audit log cannot be checked\..*audit-key holds no/,
  );
});

test('a database of a version that has not started yet is left alone', async () => {
  const { folder, env } = await serve();
  const said = await runDoctor({ env: { ...env, DB_PATH: join(folder, 'other', 'parley.db') } });

  expect(said).toContain('This version has not started with the database yet');
});
