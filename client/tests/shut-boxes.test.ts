import type { Uuid } from '@parley/protocol';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { entryKeys } from '../src/storage/indexeddb/schema.ts';
import { FakeServer, user } from './fake-server.ts';
import { FakeWorld, texts } from './fake-world.ts';
import { held } from './held.ts';
import { wholeIndexedDb } from './whole-indexeddb.ts';

const [me, alice] = [user(1), user(2)];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

type Copy = ReturnType<typeof wholeIndexedDb>;
type Boxed = 'conversations' | 'entries' | 'outbox' | 'drafts' | 'epochKeys';

/** Changes a byte in every box of one row. */
async function damage(
  copy: Copy,
  table: Boxed,
  key: string | number | [Uuid, number] | [Uuid, number, string],
) {
  const { db } = await copy.copy.opened();
  const range = IDBKeyRange.only(key);
  const [row] = await db.getAll(table, range);
  const [at] = await db.getAllKeys(table, range);
  const bytes: Uint8Array[] = [];
  JSON.stringify(row, (name, value: unknown) => {
    if (value instanceof Uint8Array && ['box', 'key'].includes(name)) bytes.push(value);
    return value;
  });
  expect(bytes).not.toEqual([]);
  for (const box of bytes) box[20] = (box[20] ?? 0) ^ 1;
  const store = db.transaction(table, 'readwrite').store;
  await (store.keyPath === null ? store.put(row as never, at) : store.put(row as never));
}

/** Two groups with two messages each, as they are stored. */
async function filledCopy() {
  const server = new FakeServer();
  const groups = [server.group([alice, me]), server.group([alice, me])] as const;
  const copy = wholeIndexedDb(me.uid);
  for (const group of groups) {
    for (const text of ['one', 'two']) server.say(group, alice, text);
    const entries = (server.logs.get(group) ?? []).map(held);
    const head = server.head(group, me.uid) ?? expect.unreachable();
    await copy.saveHeads([{ ...head, last: entries.at(-1) }], 'token');
    await copy.append(group, { from: 1, to: entries.length, entries, hidden: [] });
  }
  return { server, copy, groups };
}

test('a row of the list that does not open is loaded anew, and the rest is there', async () => {
  const { copy, groups } = await filledCopy();
  const [bad, good] = groups;
  expect((await copy.load()).headsToken).toBe('token');
  await damage(copy, 'conversations', bad);
  for (const again of [copy, wholeIndexedDb(me.uid)]) {
    const { headsToken, conversations } = await again.load();
    const rows = new Map(conversations.map((row) => [row.id, row]));
    expect(headsToken).toBeUndefined();
    expect(rows.get(bad)).not.toHaveProperty('window');
    expect(rows.get(bad)?.head.last).toBeUndefined();
    expect(rows.get(good)?.head.last?.opened).toMatchObject({ content: { text: 'two' } });
    expect(await again.readEntries(bad, 1, 3)).toEqual([]);
    expect(await again.readEntries(good, 1, 3)).toHaveLength(3);
    await again.close();
  }
});

test('an entry that does not open takes its conversation along, to be loaded anew, and no other', async () => {
  const { copy, groups } = await filledCopy();
  const [bad, good] = groups;
  await damage(copy, 'entries', [bad, 2]);
  const dropped: unknown[] = [];
  copy.dropped.listen((now) => dropped.push(now?.id));
  expect(await copy.readEntries(bad, 3, 3)).toHaveLength(1);
  expect(await copy.readEntries(bad, 1, 3)).toEqual([]);
  expect(dropped).toEqual([bad]);
  expect(await copy.readEntries(good, 1, 3)).toHaveLength(3);
  expect((await copy.load()).conversations.map(({ window }) => window?.last).toSorted()).toEqual([
    3,
    undefined,
  ]);
  await copy.close();
});

test('a box that was put into another row does not open there', async () => {
  const { copy, groups } = await filledCopy();
  const { db } = await copy.copy.opened();
  const [first, second] = await db.getAll('entries', entryKeys(groups[0], 2, 3));
  if (first === undefined || second?.box === undefined) expect.unreachable();
  await db.put('entries', { ...first, box: second.box });
  expect(await copy.readEntries(groups[0], 2, 2)).toEqual([]);
  expect(copy.dropped.get()?.id).toBe(groups[0]);
  await copy.close();
});

test('what only this copy has is set aside if it does not open, and what comes after it is sent', async () => {
  const { server, copy, groups } = await filledCopy();
  const [conversation, other] = groups;
  const item = (text: string) => ({
    ...{ conversation, id: server.newId(), time: 1 },
    task: { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text } } as const,
  });
  const bad = await copy.enqueue(item('bad'));
  const good = await copy.enqueue(item('good'));
  const draft = (text: string) => ({ revision: me.uid, composition: { draft: { text, caret: 1 } } });
  for (const id of groups) await copy.saveDraft({ conversation: id, ...draft(id) });
  const keys = [1, 2].map((epoch) => ({ epoch, commitment: 'a', key: Buffer.from(String(epoch)) }));
  await copy.epochKeys.keep(conversation, keys);
  await copy.close();

  // The next opening puts drafts into boxes.
  const again = wholeIndexedDb(me.uid);
  await again.load();
  await damage(again, 'outbox', bad.key);
  await damage(again, 'drafts', conversation);
  await damage(again, 'epochKeys', [conversation, 1, 'a']);
  const { outbox, drafts } = await again.load();
  expect(outbox.map(({ id, state }) => [id, state.kind])).toEqual([
    [bad.id, 'refused'],
    [good.id, 'waiting'],
  ]);
  expect(await again.outbox()).toEqual(outbox);
  expect(drafts).toEqual([{ conversation: other, ...draft(other) }]);
  expect((await again.nextOf({ conversation, kind: 'append' }, 0))?.id).toBe(good.id);
  expect(await again.changeItem(bad.key, (row) => row)).toBeUndefined();
  expect(await again.retry(bad.key, server.newId())).toBeUndefined();
  expect(await again.outbox()).toEqual(outbox);
  expect(await again.discard(bad.key)).toBe(true);
  expect((await again.outbox()).map(({ id }) => id)).toEqual([good.id]);
  expect((await again.epochKeys.of(conversation)).map(({ epoch }) => epoch)).toEqual([2]);
  await again.close();
});

test('of what was sealed already, the bytes are sent though its words do not open any more', async () => {
  const { server, copy, groups } = await filledCopy();
  const [conversation] = groups;
  const content = { type: 'text', text: 'bad' } as const;
  const task = { kind: 'append', body: { kind: 'message' }, content } as const;
  const { key } = await copy.enqueue({ conversation, id: server.newId(), time: 1, task });
  const payload = { kind: 'sealed', bytes: 'AAAA' } as const;
  await copy.changeItem(key, (item) => ({ ...item, payload }));
  await damage(copy, 'outbox', key);
  const { content: _, ...rest } = task;
  expect(await copy.outbox()).toMatchObject([{ state: { kind: 'waiting' }, payload }]);
  expect((await copy.nextOf({ conversation, kind: 'append' }, 0))?.task).toEqual(rest);
  await copy.close();
});

test('whoever wrote what does not open any more is told so, in its place, until they discard it', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const { id: target, seq } = world.server.say(group, world.me, 'hello');
  const storage = wholeIndexedDb(world.me.uid, world.clock);
  const client = await world.start({ storage });
  const until = async (happened: () => boolean) => {
    for (let waited = 0; !happened() && waited < 60_000; waited += 20) await world.clock.advance(20);
    expect(happened()).toBe(true);
  };
  await until(() => client.synced.get());
  const { items } = client.open(group);
  await until(() => texts(items.get()).join() === 'hello');
  world.network.up = false;
  world.network.cut();
  await client.send(group, { text: 'lost' });
  await client.edit(group, seq, { text: 'lost, too' });
  const { db } = await storage.copy.opened();
  for (const row of await db.getAllKeys('outbox')) await damage(storage, 'outbox', row);
  await client.close();

  const again = await world.start({ storage: wholeIndexedDb(world.me.uid, world.clock) });
  const view = again.open(group);
  const shown = () => view.items.get().flatMap((item) => (item.kind === 'message' ? item : []));
  await until(() => shown().length === 2);
  const message: unknown = expect.stringContaining('damaged on this device');
  const isTold = { error: { message }, damaged: true };
  expect(shown()).toMatchObject([
    { id: target, status: 'sent', content: { text: 'hello' }, ...isTold },
    { status: 'refused', unopened: false, ...isTold },
  ]);
  for (const { id } of shown()) await again.discard(group, id);
  await until(() => shown().length === 1 && shown()[0]?.error === undefined);
  await again.close();
});

test('whoever looks at a conversation of which something does not open sees all of it again', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (const text of ['one', 'two']) world.server.say(group, world.alice, text);
  const storage = wholeIndexedDb(world.me.uid, world.clock);
  const client = await world.start({ storage });
  const until = async (happened: () => boolean) => {
    for (let waited = 0; !happened() && waited < 60_000; waited += 20) await world.clock.advance(20);
    expect(happened()).toBe(true);
  };
  await until(() => client.synced.get());
  const first = client.open(group);
  await until(() => texts(first.items.get()).join() === 'one,two');
  first.close();
  await damage(storage, 'entries', [group, 2]);

  const view = client.open(group);
  await until(() => storage.dropped.get()?.id === group);
  await until(() => texts(view.items.get()).join() === 'one,two');
  world.server.say(group, world.alice, 'three');
  await until(() => texts(view.items.get()).join() === 'one,two,three');
  await client.close();
});
