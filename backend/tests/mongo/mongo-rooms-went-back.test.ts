import { searchText, type Entry, type Uuid } from '@parley/protocol';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, command, message, NOW, someone, talk } from '../contract/commands.ts';
import { refusal } from '../contract/refusal.ts';
import { crowd, join, leave, memberIn, orders, room } from '../contract/rooms/room-commands.ts';
import { wholeLog } from '../contract/whole-log.ts';

let uri: string;
let stores: Stores;
let other: Stores;
let raw: mongo.MongoClient;

beforeEach(async () => {
  uri = newMongoDatabase();
  stores = await openMongoStores({ uri });
  other = await openMongoStores({ uri });
  raw = await mongo.MongoClient.connect(uri);
});
afterEach(() => Promise.all([stores.close(), other.close(), raw.close()]));

/** As a backup of the logs is restored under servers that run: their index of members is ahead of them. */
function lose(conversation: Uuid, above: number): Promise<unknown> {
  return raw
    .db()
    .collection('entries')
    .deleteMany({ conversation, seq: { $gt: above } });
}

test('whoever joined with an entry that is gone is no member any more, and may join again', async () => {
  const [owner, member] = [someone(), someone()];
  const conversation = await room(stores, owner);
  await talk(stores, conversation, owner, 2);
  await join(stores, conversation, member);
  await lose(conversation, 3);

  for (const store of [other, stores])
    await expect(append(store, message(conversation, member))).rejects.toThrow(refusal('E_NOT_FOUND'));
  expect(await stores.conversations.state(conversation)).toMatchObject({ memberCount: 1, head: 3 });
  expect((await join(other, conversation, member)).entry.seq).toBe(4);
  expect(await memberIn(stores, conversation, member)).toMatchObject({ role: 'member' });
});

test('an entry of somebody else in the place of a join makes nobody a member', async () => {
  const [owner, member] = [someone(), someone()];
  const conversation = await room(stores, owner);
  await join(stores, conversation, member);
  await lose(conversation, 1);
  await talk(other, conversation, owner, 3);

  await expect(append(other, message(conversation, member))).rejects.toThrow(refusal('E_NOT_FOUND'));
  expect(await other.conversations.view(member, conversation)).toBeUndefined();
  expect(await other.conversations.conversationsOf(member)).not.toContain(conversation);
});

test('whoever left with an entry that is gone is a member again', async () => {
  const [owner, member, removed] = [someone(), someone(), someone()];
  const conversation = await room(stores, owner, [member, removed]);
  await leave(stores, conversation, member);
  await append(stores, command(conversation, owner, { kind: 'removed', member: removed }));
  await lose(conversation, 3);

  for (const uid of [member, removed]) {
    await append(other, message(conversation, uid));
    expect(await other.conversations.conversationsOf(uid)).toContain(conversation);
  }
  await wholeLog(stores, conversation);
});

test('whoever was banned or muted with an entry that is gone is neither any more', async () => {
  const [owner, member, stranger, muted] = [someone(), someone(), someone(), someone()];
  const conversation = await room(stores, owner, [member, muted]);
  for (const uid of [member, stranger])
    await orders(stores, conversation, owner, { kind: 'banned', member: uid });
  await orders(stores, conversation, owner, { kind: 'muted', member: muted, seconds: 60 });
  await lose(conversation, 3);

  expect(await other.conversations.bannedFrom(conversation, '', 10)).toEqual([]);
  for (const uid of [member, muted]) await append(other, message(conversation, uid));
  await join(other, conversation, stranger);
  await wholeLog(stores, conversation);
});

test('a ban and a mute that the log has are found in it, where the index is in doubt', async () => {
  const [owner, member, muted] = [someone(), someone(), someone()];
  const conversation = await room(stores, owner, [member, muted]);
  await orders(stores, conversation, owner, { kind: 'banned', member });
  await orders(stores, conversation, owner, { kind: 'muted', member: muted, seconds: 60 });
  // As if it were another log's.
  await raw
    .db()
    .collection('members')
    .updateMany({ conversation }, { $set: { by: someone() } });

  await expect(join(other, conversation, member)).rejects.toThrow(refusal('E_BANNED'));
  await expect(append(other, message(conversation, muted))).rejects.toThrow(refusal('E_MUTED'));
  expect(await other.conversations.bannedFrom(conversation, '', 10)).toEqual([member]);
});

test('a server that stopped between a join and its effects leaves a member behind', async () => {
  const [owner, member] = [someone(), someone()];
  const conversation = await room(stores, owner);
  const { entry } = await join(stores, conversation, member);
  // As the row was before the entry.
  await raw
    .db()
    .collection('members')
    .updateOne({ conversation, uid: member }, { $set: { since: 0 }, $unset: { by: 1, joined: 1 } });
  await raw
    .db()
    .collection('snapshots')
    .deleteOne({ _id: conversation as never });

  const fresh = await openMongoStores({ uri });
  expect(await fresh.conversations.conversationsOf(member)).toContain(conversation);
  expect(await memberIn(fresh, conversation, member)).toMatchObject({
    role: 'member',
    intervals: [{ from: entry.seq }],
  });
  await fresh.close();
});

test('a room is folded anew with all who came and went', async () => {
  const owner = someone();
  const conversation = await room(stores, owner);
  const [first, ...others] = await crowd(stores, conversation, 60);
  if (first === undefined) throw new Error('nobody joined');
  await leave(stores, conversation, first);
  await raw.db().collection('snapshots').deleteMany({});
  await raw
    .db()
    .collection('members')
    .updateMany({ conversation }, { $set: { since: 0 }, $unset: { by: 1, joined: 1 } });

  const fresh = await openMongoStores({ uri });
  expect(await fresh.conversations.state(conversation)).toMatchObject({ memberCount: 60 });
  expect(await memberIn(fresh, conversation, first)).toMatchObject({ role: null });
  for (const uid of others.slice(0, 3))
    expect(await memberIn(fresh, conversation, uid)).toMatchObject({ role: 'member' });
  await fresh.close();
});

test('a room whose end or name is gone with its last entries is in the directory again, as it is called now', async () => {
  const owner = someone();
  const [ended, renamed] = [await room(stores, owner), await room(stores, owner)];
  await talk(stores, ended, owner, 2);
  await append(stores, command(ended, owner, { kind: 'ended' }));
  await append(stores, command(renamed, owner, { kind: 'renamed', name: 'Quay' }));
  await lose(ended, 3);
  await lose(renamed, 1);

  await append(other, message(renamed, owner));
  for (const store of [stores, other]) {
    await append(store, message(ended, owner));
    await append(store, message(renamed, owner));
    const places = await store.rooms.page(['harbour'], undefined, 10);
    expect(places.map(({ conversation }) => conversation).toSorted()).toEqual([ended, renamed].toSorted());
    expect(await store.rooms.page(['quay'], undefined, 10)).toEqual([]);
  }
});

/** As a server leaves it that is killed after it dropped the fold of a log that went back, and before it forgot the room's row. */
async function endIsGone(lost: { readonly seq: number | { readonly $gt: number } }) {
  const owner = someone();
  const conversation = await room(stores, owner);
  await talk(stores, conversation, owner, 2);
  await append(stores, command(conversation, owner, { kind: 'ended' }));
  await raw
    .db()
    .collection('entries')
    .deleteMany({ conversation, ...lost });
  await raw
    .db()
    .collection('snapshots')
    .deleteOne({ _id: conversation as never });
  return { conversation, owner };
}

const readable = (log: readonly Entry[]) =>
  log.flatMap(({ seq, payload }) => (payload !== undefined && payload.kind !== 'erased' ? [seq] : []));

const rowOf = (conversation: Uuid) =>
  raw
    .db()
    .collection('rooms')
    .findOne({ _id: conversation as never });

async function eraseAll(): Promise<void> {
  // Each step takes a row back, or erases: there are few.
  for (let steps = 0; await other.rooms.eraseSome(NOW + 1); steps++) expect(steps).toBeLessThan(5);
}

test.each([0, 1, 2])(
  'nothing is erased of a room whose end is gone with its last entries, with %i messages after them',
  async (after) => {
    const { conversation, owner } = await endIsGone({ seq: { $gt: 3 } });
    await talk(other, conversation, owner, after);
    expect(await rowOf(conversation)).toMatchObject({ ended: NOW });

    await eraseAll();
    const log = await wholeLog(other, conversation);
    expect(readable(log)).toEqual(log.slice(1).map(({ seq }) => seq));
    expect(log).toHaveLength(3 + after);
    expect(await rowOf(conversation)).toEqual({
      _id: conversation,
      since: 3 + after,
      searchText: searchText({ name: 'Harbour' }),
      active: NOW,
    });

    // Once it is deleted again, all of it is erased.
    await append(other, command(conversation, owner, { kind: 'ended' }));
    await eraseAll();
    expect(readable(await wholeLog(other, conversation))).toEqual([]);
  },
);

test('nothing is erased of a room whose end is gone from a log with a gap, and others are', async () => {
  const { conversation } = await endIsGone({ seq: { $gt: 3 } });
  await raw.db().collection('entries').deleteOne({ conversation, seq: 2 });
  const owner = someone();
  const gone = await room(stores, owner);
  await talk(stores, gone, owner, 1);
  await append(stores, command(gone, owner, { kind: 'ended' }));

  await eraseAll();
  const left = await raw.db().collection('entries').findOne({ conversation, seq: 3 });
  expect(left).toMatchObject({ payload: { kind: 'plain' } });
  expect(await rowOf(conversation)).toBeNull();
  expect(readable(await wholeLog(other, gone))).toEqual([]);
});

test('a room that is listed again, by a change after its end was lost, is not erased, and keeps nothing of that end', async () => {
  const { conversation, owner } = await endIsGone({ seq: { $gt: 3 } });
  await raw
    .db()
    .collection('rooms')
    .updateOne({ _id: conversation as never }, { $set: { erased: 1 } });
  await talk(other, conversation, owner, 2);
  await append(other, command(conversation, owner, { kind: 'renamed', name: 'Quay' }));

  expect(await rowOf(conversation)).toEqual({
    _id: conversation,
    since: 6,
    searchText: searchText({ name: 'Quay' }),
    active: NOW,
  });
  expect((await other.rooms.page(['quay'], undefined, 10)).map((place) => place.conversation)).toEqual([
    conversation,
  ]);
});
