import mongoose from 'mongoose';
import { describe, expect, test } from 'vitest';
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
