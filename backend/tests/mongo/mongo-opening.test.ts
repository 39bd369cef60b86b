import mongoose from 'mongoose';
import { describe, expect, test } from 'vitest';
import { endSessions } from '../../src/store/mongo/accounts/end-sessions.ts';
import { connect, connectPatiently } from '../../src/store/mongo/connection.ts';
import { modelsOf } from '../../src/store/mongo/models.ts';
import { prepare } from '../../src/store/mongo/prepare.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { append, group, message, someone } from '../contract/commands.ts';
import { account } from '../contract/user-contract.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';

describe('opening a MongoDB database', () => {
  async function database(uri: string) {
    const connection = await mongoose.createConnection(uri).asPromise();
    const { db } = connection;
    if (db === undefined) throw new Error('not connected');
    return { db, close: () => connection.close() };
  }

  test('makes its indexes, and three servers may do so at once', async () => {
    const uri = newMongoDatabase();
    const servers = await Promise.all([1, 2, 3].map(() => openMongoStores({ uri })));
    const { db, close } = await database(uri);
    const unique = (await db.collection('entries').indexes()).filter((index) => index.unique === true);
    expect(unique.map(({ key }) => Object.keys(key))).toEqual(
      expect.arrayContaining([
        ['conversation', 'seq'],
        ['conversation', 'id', 'sender'],
      ]),
    );
    await Promise.all([...servers.map((stores) => stores.close()), close()]);
  });

  test('of an older Parley lets those be found by folded words who were there before', async () => {
    const uri = newMongoDatabase();
    const first = await openMongoStores({ uri });
    const { user } = account(undefined, { displayName: 'Zoë' });
    await first.users.create(account(user.username, user));
    await first.close();
    const { db, close } = await database(uri);
    await db
      .collection<{ _id: string }>('users')
      .updateOne({ _id: user.uid }, { $set: { searchText: 'zo\nzoë' } });
    await db.collection<{ _id: string }>('meta').updateOne({ _id: 'schema' }, { $set: { version: 1 } });
    const stores = await openMongoStores({ uri });
    expect(await stores.users.search('zoe', 10)).toEqual([user]);
    await Promise.all([stores.close(), close()]);
  });

  test('of an older Parley keeps entries of two senders under one id, and each gets their own again', async () => {
    const uri = newMongoDatabase();
    const first = await openMongoStores({ uri });
    const [owner, friend] = [someone(), someone()];
    const conversation = await group(first, owner, { members: [friend] });
    const said = message(conversation, owner);
    await append(first, said);
    await append(first, message(conversation, friend));
    await first.close();
    const { db, close } = await database(uri);
    const entries = db.collection('entries');
    await entries.dropIndexes();
    await entries.createIndexes([
      { key: { conversation: 1, seq: 1 }, name: 'place', unique: true },
      { key: { conversation: 1, sender: 1, id: 1 }, name: 'retry', unique: true },
    ]);
    await entries.updateOne({ conversation, seq: 3 }, { $set: { id: said.id } });
    await db.collection<{ _id: string }>('meta').updateOne({ _id: 'schema' }, { $set: { version: 2 } });
    const stores = await openMongoStores({ uri });
    for (const [sender, seq] of [[owner, 2] as const, [friend, 3] as const])
      expect(await append(stores, { ...said, sender })).toMatchObject({ entry: { seq }, repeated: true });
    const keys = (await entries.indexes()).map(({ key }) => Object.keys(key).join());
    expect(keys).not.toContain('conversation,sender,id');
    await Promise.all([stores.close(), close()]);
  });

  test('of the version before sealing ends the sessions of before, also where servers start at once or again', async () => {
    const uri = newMongoDatabase();
    const stores = await openMongoStores({ uri });
    const connections = await Promise.all([connectPatiently(uri), connectPatiently(uri)]);
    const all = connections.map((connection) => ({ connection, models: modelsOf(connection) }));
    const session = (createdAt: number) => ({
      ...{ sid: someone(), uid: someone(), device: { id: someone(), name: 'Firefox' } },
      ...{ createdAt, lastSeenAt: createdAt, expiresAt: Number.MAX_SAFE_INTEGER },
    });
    const before = session(Date.now() - 1);
    await stores.sessions.create(before);
    const upTo = (await all[0]?.models.meta.findById('schema').lean())?.version ?? 0;
    const steps = [...Array.from({ length: upTo - 1 }, () => async () => undefined), endSessions];
    await Promise.all(all.map(({ connection, models }) => prepare(connection, models, steps)));
    expect(await stores.sessions.find(before.sid, 0)).toBeUndefined();
    const after = session(Date.now() + 1_000);
    await stores.sessions.create(after);
    await Promise.all(all.map(({ connection, models }) => prepare(connection, models, steps)));
    expect(await stores.sessions.find(after.sid, 0)).toEqual(after);
    await Promise.all([stores.close(), ...connections.map((connection) => connection.close())]);
  });

  test('is prepared on a connection that waits for its indexes as long as they take', async () => {
    const [usual, patient] = await Promise.all(
      [connect, connectPatiently].map((one) => one(newMongoDatabase())),
    );
    expect(usual?.getClient().options.socketTimeoutMS).toBe(4_000);
    expect(patient?.getClient().options.socketTimeoutMS).toBe(0);
    await Promise.all([usual?.close(), patient?.close()]);
  });

  test('that a newer Parley wrote is refused, and says so', async () => {
    const uri = newMongoDatabase();
    const { db, close } = await database(uri);
    await db.collection<{ _id: string; version: number }>('meta').insertOne({ _id: 'schema', version: 99 });
    await expect(openMongoStores({ uri })).rejects.toThrow(/schema 99, this Parley knows up to \d+/);
    await close();
  });

  test('whose index is not unique is refused', async () => {
    const uri = newMongoDatabase();
    const { db, close } = await database(uri);
    await db.collection('entries').createIndexes([{ key: { conversation: 1, seq: 1 }, name: 'mine' }]);
    await expect(openMongoStores({ uri })).rejects.toThrow();
    await close();
  });

  test('where nothing listens fails with the address', async () => {
    await expect(openMongoStores({ uri: 'mongodb://127.0.0.1:1/parley' })).rejects.toThrow(/127\.0\.0\.1:1/);
  });
});
