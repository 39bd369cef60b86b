import { expect, test } from 'vitest';
import mongoose from 'mongoose';
import { inspectMongo } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import {
  deactivateOnce,
  inviteOnce,
  machineOnce,
  manageOnce,
  resetOnce,
} from '../serve/operator-contract.ts';
import { serve } from '../serve/serving.ts';

const withMongo = (uri = newMongoDatabase()) =>
  serve({ DB_PATH: '', MONGODB_URI: uri, JWT_SECRET: 'a secret of the tests, and long enough' });

test('beside a running server an invitation makes one account, no more', async () => {
  await inviteOnce(await withMongo());
});

test('beside a running server a link sets a new password, once', async () => {
  await resetOnce(await withMongo());
});

test('beside a running server a person who left is logged out everywhere', async () => {
  await deactivateOnce(await withMongo());
});

test('beside a running server roles are changed, somebody is logged out, and an account is removed', async () => {
  await manageOnce(await withMongo());
});

test('beside a running server a machine gets a token, and is suspended, resumed and cut off', async () => {
  await machineOnce(await withMongo());
});

test('an inspection finds an index that is missing, and leaves it so', async () => {
  const uri = newMongoDatabase();
  expect(await inspectMongo(uri)).toBeUndefined();
  await withMongo(uri);
  // The room for announcements is there from the first start.
  expect(await inspectMongo(uri)).toBeGreaterThan(0);
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.collection('entries').dropIndex('conversation_1_seq_1');

  await expect(inspectMongo(uri)).rejects.toThrow('entries has no proper index on conversation, seq');
  await expect(inspectMongo(uri)).rejects.toThrow('entries has no proper index on conversation, seq');
  await connection.close();
});
