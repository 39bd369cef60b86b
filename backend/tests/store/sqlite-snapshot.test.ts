import { afterAll, expect, test } from 'vitest';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, command, someone } from '../contract/commands.ts';
import { join, orders, room } from '../contract/rooms/room-commands.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('a server that starts again knows a room as it was, whatever in it changed last and how often', async () => {
  const file = folder.path('room.db');
  const owner = someone();
  const stores = await openSqliteStores({ file });
  const conversation = await room(stores, owner);
  await join(stores, conversation, someone());
  for (const onlyAdmins of [false, true])
    await orders(stores, conversation, owner, { kind: 'rulesChanged', rules: { slowMode: 0, onlyAdmins } });
  for (const topic of ['first', 'second']) {
    const look = { topic, description: '' };
    await append(stores, command(conversation, owner, { kind: 'described', look, keepsRights: true }));
  }
  const before = await stores.conversations.state(conversation);
  await stores.close();

  const again = await openSqliteStores({ file });
  expect(before).toMatchObject({ rules: { onlyAdmins: true }, look: { topic: 'second' } });
  expect(await again.conversations.state(conversation)).toEqual(before);
  await again.close();
});
