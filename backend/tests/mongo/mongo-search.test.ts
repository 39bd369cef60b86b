import { TOKENIZER_VERSION } from '@parley/protocol';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, command, group, someone } from '../contract/commands.ts';
import { found, indexAll, say } from '../contract/search-contract.ts';

let uri: string;
let stores: Stores;
let raw: mongo.MongoClient;

beforeEach(async () => {
  uri = newMongoDatabase();
  stores = await openMongoStores({ uri });
  raw = await mongo.MongoClient.connect(uri);
});
afterEach(() => Promise.all([stores.close(), raw.close()]));

test('a log that went back and grew into another one is taken in anew', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  for (const text of ['one pear', 'two pears', 'a pineapple', 'a mango'])
    await append(stores, say(conversation, owner, text));
  await indexAll(stores);
  await raw
    .db()
    .collection('entries')
    .deleteMany({ conversation, seq: { $gt: 3 } });
  for (let n = 0; n < 4; n++) await append(stores, say(conversation, owner, `plum ${n}`));
  await indexAll(stores);

  for (const words of ['pineapple', 'mango'])
    expect(await found(stores, conversation, { words })).toEqual([]);
  expect(await found(stores, conversation, { words: 'plum' })).toEqual([7, 6, 5, 4]);
  expect(await found(stores, conversation, { words: 'pears' })).toEqual([3]);
  expect(await stores.search.reach(conversation)).toBe(7);
});

test('a server that starts takes in what others stored before', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await append(stores, say(conversation, owner, 'a pineapple'));
  const fresh = await openMongoStores({ uri });
  await indexAll(fresh);
  expect(await found(stores, conversation, { words: 'pineapple' })).toEqual([2]);
  await fresh.close();
});

test('words of other tokens are not found, and are replaced', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await append(stores, say(conversation, owner, 'a pineapple'));
  await raw
    .db()
    .collection('words')
    .insertOne({ conversation, seq: 2, made: (TOKENIZER_VERSION - 1) * 2 ** 32 + 2, terms: ['+', 'pine'] });
  expect(await found(stores, conversation, { words: 'pine' })).toEqual([]);
  await indexAll(stores);
  expect(await found(stores, conversation, { words: 'pineapple' })).toEqual([2]);
});

test('a server that lags behind does not bring back the words of a deleted message', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await append(stores, say(conversation, owner, 'a pineapple'));
  await indexAll(stores);
  const words = raw.db().collection('words');
  const before = await words.findOne({ conversation, seq: 2 });
  await append(stores, command(conversation, owner, { kind: 'deletion', target: 2 }));
  await indexAll(stores);

  const late = words.updateOne(
    { conversation, seq: 2, made: { $lt: before?.made as number } },
    { $set: { made: before?.made as number, terms: ['+', 'pineapple'] } },
    { upsert: true },
  );
  await expect(late).rejects.toThrow('duplicate key');
  expect((await words.findOne({ conversation, seq: 2 }))?.terms).toEqual([]);
});
