import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { KEYS, LAST_OF_ROSTER, ROSTER } from '../../src/store/sqlite/conversations/roster-queries.ts';
import { append, command, group, message, someone } from '../contract/commands.ts';
import { keysOn, sealedCommand } from '../contract/sealed/sealed-commands.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Makes the stored state of a conversation what a version made that did not know the kind `renamed`. */
function storeOldFold(file: string): void {
  const db = new Database(file);
  const laterKinds = JSON.stringify([{ kind: 'renamed', keepsRights: false, folded: false }]);
  db.prepare(
    `UPDATE snapshots SET state = json_set(state, '$.name', 'Rowing club', '$.laterKinds', json(?))`,
  ).run(laterKinds);
  db.close();
}

test('a state that an older version folded without a kind is folded anew by one that knows it', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const file = folder.path('parley.db');
  const owner = someone();
  const older = await openSqliteStores({ file });
  const conversation = await group(older, owner);
  await append(older, command(conversation, owner, { kind: 'renamed', name: 'Rowers' }));
  await older.close();
  storeOldFold(file);

  const newer = await openSqliteStores({ file });
  onTestFinished(() => newer.close());
  const { state } = await append(newer, message(conversation, owner));
  expect(state).toMatchObject({ name: 'Rowers', head: 3 });
  expect(state.laterKinds).toBeUndefined();
});

test('a state that a version folded before there were rosters learns its own, and keeps what moves it', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const file = folder.path('parley.db');
  const [owner, friend] = [someone(), someone()];
  const older = await openSqliteStores({ file });
  const conversation = await group(older, owner, { members: [friend] });
  const { state: before } = await append(
    older,
    command(conversation, owner, { kind: 'roleChanged', member: friend, role: 'admin' }),
  );
  await append(older, command(conversation, owner, { kind: 'renamed', name: 'Rowers' }));
  await older.close();
  const db = new Database(file);
  db.prepare(`UPDATE snapshots SET state = json_remove(state, '$.roster')`).run();
  db.close();

  const newer = await openSqliteStores({ file });
  const state = await newer.conversations.state(conversation);
  expect(state?.roster).toBe(before.head);
  if (state === undefined) throw new Error('the log is gone');
  const { state: sealed } = await append(newer, sealedCommand(state, owner, keysOn(state)));
  await newer.close();

  const again = await openSqliteStores({ file });
  onTestFinished(() => again.close());
  expect(await again.conversations.state(conversation)).toEqual(sealed);
});

test('rosters and keys are found by indexes of their own', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const file = folder.path('parley.db');
  await (await openSqliteStores({ file })).close();
  const db = new Database(file, { readonly: true });
  onTestFinished(() => void db.close());
  const plan = (sql: string) => {
    const parameters = [...sql.matchAll(/\?/g)].map(() => 1);
    return JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters));
  };
  expect(plan(ROSTER)).toContain('roster_entries');
  expect(plan(LAST_OF_ROSTER)).toContain('roster_entries');
  expect(plan(KEYS)).toContain('keys_by_epoch');
});
