import mongoose from 'mongoose';
import type { ConversationState } from '@parley/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, command, group, message, someone } from '../contract/commands.ts';

/** Makes the stored state of a conversation what a version made that did not know the kind `renamed`. */
async function storeOldFold(uri: string, state: ConversationState): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const laterKinds = [{ kind: 'renamed', keepsRights: false, folded: false }];
  await connection
    .collection<{ _id: string }>('snapshots')
    .replaceOne(
      { _id: state.conversation },
      { head: state.head, state: { ...state, name: 'Rowing club', laterKinds } },
      { upsert: true },
    );
  await connection.close();
}

test('a state that an older version folded without a kind is folded anew by one that knows it', async () => {
  const uri = newMongoDatabase();
  const owner = someone();
  const older = await openMongoStores({ uri });
  const conversation = await group(older, owner);
  const renamed = await append(older, command(conversation, owner, { kind: 'renamed', name: 'Rowers' }));
  await older.close();
  await storeOldFold(uri, renamed.state);

  const newer = await openMongoStores({ uri });
  onTestFinished(() => newer.close());
  const { state } = await append(newer, message(conversation, owner));
  expect(state).toMatchObject({ name: 'Rowers', head: 3 });
  expect(state.laterKinds).toBeUndefined();
});

test('a state that a version folded before there were rosters learns its own', async () => {
  const uri = newMongoDatabase();
  const owner = someone();
  const older = await openMongoStores({ uri });
  const conversation = await group(older, owner);
  const { state } = await append(older, command(conversation, owner, { kind: 'renamed', name: 'Rowers' }));
  await older.close();
  const connection = await mongoose.createConnection(uri).asPromise();
  const { roster, ...before } = state;
  expect(roster).toBe(1);
  // The last is what a server of the version before makes of a newer one's: it keeps what it does not know, as it was.
  for (const stored of [before, { ...state, roster: 0 }]) {
    await connection
      .collection<{ _id: string }>('snapshots')
      .replaceOne({ _id: conversation }, { head: state.head, state: stored }, { upsert: true });
    const newer = await openMongoStores({ uri });
    expect(await newer.conversations.state(conversation)).toEqual(state);
    await newer.close();
  }
  await connection.close();
});
