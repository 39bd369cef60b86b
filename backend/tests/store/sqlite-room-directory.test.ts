import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { searchText, type Uuid } from '@parley/protocol';
import { afterAll, expect, test } from 'vitest';
import { UuidTable } from '../../src/store/sqlite/conversations/uuid-table.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { roomDirectory } from '../../src/store/sqlite/migrations/0011-room-directory.ts';
import { openMigrated } from '../../src/store/sqlite/open-migrated.ts';
import { RoomTable } from '../../src/store/sqlite/rooms/room-table.ts';
import { groupText } from '../../testing/message.ts';
import { call } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { append, command, group, message, NOW, someone } from '../contract/commands.ts';
import { join, room } from '../contract/rooms/room-commands.ts';
import { takeBack } from './take-back.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROOMS = 5_000;

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('a server that stops writes down where people wrote last', async () => {
  const file = folder.path('stopped.db');
  const backend = await startTestBackend({ parts: { stores: await openSqliteStores({ file }) } });
  const owner = await backend.register();
  const conversation = randomUUID();
  await call(backend.httpUrl, 'createRoom', { conversation, id: randomUUID(), name: 'Quay' }, owner);
  backend.clock.advance(5_000);
  const socket = await backend.connect(owner);
  const { time } = await socket.get('groupMessage', groupText(conversation, 'hello'));
  await backend.stop();

  const stores = await openSqliteStores({ file });
  expect(await stores.rooms.page([], undefined, 10)).toEqual([{ conversation, active: time }]);
  await stores.close();
});

test('rooms that were there before the directory come into it with their last message, or their end', async () => {
  const file = folder.path('before.db');
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const [spoken, silent, ended] = [
    await room(stores, owner),
    await room(stores, owner),
    await room(stores, owner),
  ];
  await stores.conversations.append(message(spoken, owner), NOW + 5);
  for (const conversation of [spoken, silent]) await join(stores, conversation, someone());
  await stores.conversations.append(command(ended, owner, { kind: 'ended' }), NOW + 7);
  await append(stores, command(silent, owner, { kind: 'renamed', name: 'Café' }));
  await group(stores, owner);
  await stores.close();
  const db = new Database(file);
  db.exec('DROP TABLE rooms; DROP TABLE room_activity');
  takeBack(db, roomDirectory);
  db.close();

  const updated = await openSqliteStores({ file });
  expect(await updated.rooms.page([], undefined, 10)).toEqual([
    { conversation: spoken, active: NOW + 5 },
    { conversation: silent, active: NOW },
  ]);
  expect(await updated.rooms.page(['cafe'], undefined, 10)).toEqual([{ conversation: silent, active: NOW }]);
  await updated.close();
  const again = new Database(file);
  expect(again.prepare('SELECT ended FROM rooms WHERE ended IS NOT NULL').all()).toEqual([
    { ended: NOW + 7 },
  ]);
  again.close();
});

test('a log that lacks its beginning keeps no server from starting: its room comes last, or is deleted', async () => {
  const file = folder.path('damaged.db');
  const stores = await openSqliteStores({ file });
  const owner = someone();
  const whole = await room(stores, owner);
  const [damaged, empty] = [await room(stores, owner), await room(stores, owner)];
  await join(stores, damaged, someone());
  await append(stores, command(empty, owner, { kind: 'ended' }));
  await stores.close();
  const db = new Database(file);
  const numberOf = (conversation: Uuid) => new UuidTable(db).numberOf(conversation);
  db.prepare('DELETE FROM entries WHERE conversation = ? AND seq = 1').run(numberOf(damaged));
  db.prepare('DELETE FROM entries WHERE conversation = ?').run(numberOf(empty));
  db.exec('DROP TABLE rooms; DROP TABLE room_activity');
  takeBack(db, roomDirectory);
  db.close();

  const updated = await openSqliteStores({ file });
  expect(await updated.rooms.page([], undefined, 10)).toEqual([
    { conversation: whole, active: NOW },
    { conversation: damaged, active: 0 },
  ]);
  await updated.close();
});

/** A directory of many rooms, and how often a row's words were compared. */
async function largeDirectory() {
  const db = await openMigrated(folder.path('large.db'));
  let compared = 0;
  db.function('instr', (text: string, part: string) => {
    compared++;
    return text.indexOf(part) + 1;
  });
  const uuids = new UuidTable(db);
  const insert = db.prepare('INSERT INTO rooms (conversation, text, active) VALUES (?, ?, ?)');
  const ids: Uuid[] = [];
  db.transaction(() => {
    for (let n = 0; n < ROOMS; n++) {
      const conversation = randomUUID();
      ids.push(conversation);
      insert.run(uuids.numbered(conversation), searchText({ name: `Room ${n}` }), NOW + n);
    }
  })();
  const rooms = new RoomTable(db, uuids);
  const count = <T>(work: () => T) => {
    compared = 0;
    return { found: work(), compared: () => compared };
  };
  return { db, ids, rooms, count };
}

test('a page of 5,000 rooms reads as many rows as it shows, in one index, wherever it begins', async () => {
  const { db, ids, rooms, count } = await largeDirectory();
  const plan = (sql: string) =>
    db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all({ words: '[]', active: 1, conversation: 1, limit: 50 })
      .map(({ detail }) => detail);
  const details = plan(RoomTable.PAGE);
  expect(details[0]).toMatch(
    /^SEARCH rooms USING COVERING INDEX rooms_by_activity \(\(active,conversation\)<\(\?,\?\)\)/,
  );
  expect(details.join()).not.toMatch(/SCAN rooms|TEMP B-TREE/);

  for (const at of [ROOMS, 2_500, 60]) {
    const after = at === ROOMS ? undefined : { conversation: ids[at] ?? '', active: NOW + at };
    const page = count(() => rooms.page(['room'], after, 51));
    expect(page.found.map(({ conversation }) => conversation)).toEqual(ids.slice(at - 51, at).reverse());
    expect(page.compared()).toBe(51);
  }
  // Words that no room has are looked for once in each row of that index, and nowhere else.
  const none = count(() => rooms.page(['zebra'], undefined, 51));
  expect([none.found.length, none.compared()]).toEqual([0, ROOMS]);
  db.close();
});
