import { randomUUID } from 'node:crypto';
import { LIMITS, searchText, type Uuid } from '@parley/protocol';
import mongoose from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRooms } from '../../src/domain/rooms/list-rooms.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, command, group, message, NOW, someone } from '../contract/commands.ts';
import { createRoom, join, room } from '../contract/rooms/room-commands.ts';

let uri: string;
let stores: Stores;
let raw: mongoose.mongo.MongoClient;

beforeEach(async () => {
  uri = newMongoDatabase();
  stores = await openMongoStores({ uri });
  raw = await mongoose.mongo.MongoClient.connect(uri);
});
afterEach(async () => {
  mongoose.set('debug', false);
  await Promise.all([stores.close(), raw.close()]);
});

const collection = (name: string) => raw.db().collection<{ _id: string }>(name);

test('rooms that were there before the directory come into it with their last message, or their end', async () => {
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
  await collection('rooms').deleteMany({});
  await collection('meta').updateOne({ _id: 'schema' }, { $set: { version: 1 } });

  // Two servers may start at once.
  const [first, second] = await Promise.all([openMongoStores({ uri }), openMongoStores({ uri })]);
  expect(await first.rooms.page([], undefined, 10)).toEqual([
    { conversation: spoken, active: NOW + 5 },
    { conversation: silent, active: NOW },
  ]);
  expect(await second.rooms.page(['cafe'], undefined, 10)).toEqual([{ conversation: silent, active: NOW }]);
  expect(await collection('rooms').findOne({ _id: ended })).toMatchObject({ ended: NOW + 7 });
  await Promise.all([first.close(), second.close()]);
});

/** What a page of the directory asks the database, and how many rooms it shows. */
async function questions(uid: Uuid, search: string) {
  const asked: string[] = [];
  mongoose.set('debug', (name: string, method: string) => asked.push(`${name}.${method}`));
  const page = await listRooms(stores, uid, { search });
  mongoose.set('debug', false);
  return { asked: asked.toSorted(), shown: page.rooms.length };
}

test('a page asks as much in a directory of 5,000 rooms as in one of 60', async () => {
  const member = someone();
  for (let n = 0; n < 60; n++) {
    const conversation = randomUUID();
    await append(stores, createRoom(conversation, someone(), `Quay ${n}`));
    if (n % 3 === 0) await join(stores, conversation, member);
  }
  const before = await questions(member, 'quay');
  expect(before).toEqual({
    // The index, the states of a page with what came since, and the user's rows in them with their entries.
    asked: ['entries.find', 'entries.find', 'members.find', 'rooms.find'],
    shown: LIMITS.pageRooms,
  });
  // Rooms of other servers, all of them more active, of which no log exists.
  const others = Array.from({ length: 4_940 }, (_, n) => ({
    _id: randomUUID(),
    since: 1,
    searchText: searchText({ name: `Pier ${n}` }),
    active: NOW + n,
  }));
  await collection('rooms').insertMany(others);
  expect(await questions(member, 'quay')).toEqual(before);
  const last = others.at(-1);
  expect((await stores.rooms.page(['pier'], undefined, 1)).map(({ conversation }) => conversation)).toEqual([
    last?._id,
  ]);
});
