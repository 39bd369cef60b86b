import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, command, group, message, someone } from '../contract/commands.ts';
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
