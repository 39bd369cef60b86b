import { ParleyError, type Entry, type Uuid } from '@parley/protocol';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { heads } from '../../src/domain/conversations/heads.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { connect } from '../../src/store/mongo/connection.ts';
import { ConversationIndex } from '../../src/store/mongo/conversations/conversation-index.ts';
import { EntryLog } from '../../src/store/mongo/conversations/entry-log.ts';
import { LogAppender } from '../../src/store/mongo/conversations/log-appender.ts';
import { LogEffects } from '../../src/store/mongo/conversations/log-effects.ts';
import { LogStates } from '../../src/store/mongo/conversations/log-states.ts';
import { MemberRows } from '../../src/store/mongo/conversations/member-rows.ts';
import { RoomMemberRows } from '../../src/store/mongo/conversations/room-member-rows.ts';
import { openMongoSource, openMongoStores } from '../../src/store/mongo/index.ts';
import { modelsOf } from '../../src/store/mongo/models.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { append, command, group, message, NOW, someone, talk } from '../contract/commands.ts';
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

/** As a backup is restored under servers that run: made when the log ended at `seq`, or without one of its entries. */
function lose(conversation: Uuid, seq: number | { readonly $gt: number }): Promise<unknown> {
  return raw.db().collection('entries').deleteMany({ conversation, seq });
}

test('a server that remembers more than the store has appends behind what is stored', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await talk(stores, conversation, owner, 9);
  await lose(conversation, { $gt: 6 });

  expect((await append(stores, message(conversation, owner))).entry.seq).toBe(7);
  expect((await append(other, message(conversation, owner))).entry.seq).toBe(8);
  expect(await wholeLog(other, conversation)).toHaveLength(8);
  expect(await stores.conversations.state(conversation)).toEqual(
    await other.conversations.state(conversation),
  );
});

test.each([0, 1, 3])('a server that remembers another past forgets it, %i entries later', async (more) => {
  const [owner, member] = [someone(), someone()];
  const conversation = await group(stores, owner, { members: [member] });
  await append(stores, command(conversation, owner, { kind: 'removed', member }));
  await talk(stores, conversation, owner, 4);
  await lose(conversation, { $gt: 1 });
  await talk(other, conversation, owner, 5 + more);

  const { entry } = await append(stores, message(conversation, member));
  expect(entry.seq).toBe(7 + more);
  expect(await wholeLog(stores, conversation)).toHaveLength(7 + more);
});

test('a fold that was kept of entries which are gone is not believed either', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await talk(stores, conversation, owner, 4);
  await append(stores, command(conversation, owner, { kind: 'renamed', name: 'Sailors' }));
  await lose(conversation, { $gt: 3 });
  expect(await other.conversations.state(conversation)).toMatchObject({ head: 3, name: 'Rowing club' });
  expect((await append(other, message(conversation, owner))).entry.seq).toBe(4);
});

test('a log that is gone altogether is begun anew', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await lose(conversation, { $gt: 0 });
  expect(await stores.conversations.state(conversation)).toBeUndefined();
  await expect(append(stores, message(conversation, owner))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

test('a log with a hole says so, and the others go on', async () => {
  const owner = someone();
  const [damaged, well] = [await group(stores, owner), await group(stores, owner)];
  for (const each of [damaged, well]) await talk(stores, each, owner, 5);
  await lose(damaged, 4);
  const fresh = await openMongoStores({ uri });

  const page = await heads(fresh, owner, undefined);
  expect(page).toMatchObject({ heads: [{ conversation: well, head: 6 }], damaged: [damaged], more: false });
  const refused = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'done',
      (error: unknown) => (error instanceof ParleyError ? error.code : error),
    );
  expect(await refused(append(fresh, message(damaged, owner)))).toBe('E_LOG_DAMAGED');
  expect(await refused(fresh.conversations.view(owner, damaged))).toBe('E_LOG_DAMAGED');
  expect((await append(fresh, message(well, owner))).entry.seq).toBe(7);
  expect(await fresh.conversations.conversationsOf(owner)).toContain(well);
  await fresh.close();

  const source = await openMongoSource(uri);
  await expect(source.logs.state(damaged)).rejects.toThrow(damaged);
  expect(await source.logs.state(well)).toMatchObject({ head: 7 });
  await source.close();
});

/** Loses the newest entries in the moment before an insert: the head was read already. */
class LosingLog extends EntryLog {
  isHit = false;

  override async insert(entry: Entry): Promise<boolean> {
    if (!this.isHit) await lose(entry.conversation, { $gt: 4 });
    this.isHit = true;
    return super.insert(entry);
  }
}

test('a restore between the reading of the head and the insert leaves no hole', async () => {
  const owner = someone();
  const conversation = await group(stores, owner);
  await talk(stores, conversation, owner, 9);
  const connection = await connect(uri);
  onTestFinished(() => connection.close());
  const models = modelsOf(connection);
  const [log, members, index] = [
    new LosingLog(models),
    new MemberRows(models),
    new ConversationIndex(models),
  ];
  const roomMembers = new RoomMemberRows(models, log);
  const effects = new LogEffects(models, { log, members, roomMembers, index });
  const appender = new LogAppender(log, new LogStates(log, index, effects), effects, roomMembers);

  const said = message(conversation, owner);
  const { entry, repeated } = await appender.append(said, NOW);

  expect([log.isHit, entry.seq, repeated]).toEqual([true, 5, false]);
  expect(await wholeLog(other, conversation)).toHaveLength(5);
  expect((await append(stores, said)).entry).toEqual(entry);
  expect((await append(other, message(conversation, owner))).entry.seq).toBe(6);
});
