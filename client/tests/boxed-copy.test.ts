import { encodeContent, type Uuid } from '@parley/protocol';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { closed } from '../src/link/outbox/item-changes.ts';
import { withHead } from '../src/storage/conversation-change.ts';
import { FakeClock } from '../src/platform/fake-clock.ts';
import { FakeServer, user } from './fake-server.ts';
import { held } from './held.ts';
import { wholeIndexedDb } from './whole-indexeddb.ts';

const CANARY = 'k4n4rienv0gel';
const [me, alice] = [user(1), user(2)];
const DATABASE = `parley-${me.uid}`;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const draftOf = (conversation: Uuid, text = CANARY) => ({
  ...{ conversation, revision: me.uid },
  composition: { draft: { text, caret: 1 } },
});
const itemOf = (conversation: Uuid, id: Uuid, text = CANARY) =>
  ({
    ...{ conversation, id, time: 1 },
    task: { kind: 'append', body: { kind: 'message' }, content: { type: 'text', text } },
  }) as const;

/** A group with a message, an edit of it and another message, which mentions the user. */
function filledServer() {
  const server = new FakeServer();
  const group = server.group([alice, me]);
  const said = server.say(group, alice, CANARY);
  const append = (body: { kind: 'message' } | { kind: 'edit'; target: number }, mentions: Uuid[]) =>
    server.append({
      ...{ conversation: group, sender: alice.uid, id: server.newId(), body },
      payload: encodeContent({ type: 'text', text: `${CANARY} ${body.kind}`, mentions }),
    });
  append({ kind: 'edit', target: said.seq }, []);
  append({ kind: 'message' }, [me.uid]);
  const entries = (server.logs.get(group) ?? []).map(held);
  const head = server.head(group, me.uid) ?? expect.unreachable();
  return { server, group, entries, run: { from: 1, to: entries.length, entries, hidden: [] }, head };
}

/** Everything that the database holds, as text; bytes as the characters that they are. */
async function dump(version?: number): Promise<string> {
  const db = await openDB(DATABASE, version);
  const rows = await Promise.all([...db.objectStoreNames].map((table) => db.getAll(table)));
  db.close();
  const bytes = (_: string, value: unknown): unknown =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  return JSON.stringify(rows, bytes);
}

/** Whether a text holds the canary, raw or in base64 at any of its three offsets. */
function sings(text: string): boolean {
  const inside = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + CANARY)
      .toString('base64')
      .slice(offset + 1, -4),
  );
  return [CANARY, ...inside].some((form) => text.includes(form));
}

/** The tables of version 5, with all of the above in plain. */
async function fillVersion5() {
  const { server, group, entries, head } = filledServer();
  const older = await openDB(DATABASE, 5, {
    upgrade: (db) => {
      for (const table of ['meta', 'details', 'epochKeys', 'rosters', 'rosterStates'])
        db.createObjectStore(table);
      db.createObjectStore('conversations', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'conversation' });
      db.createObjectStore('users', { keyPath: 'uid' });
      db.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true }).createIndex('id', 'id');
      const table = db.createObjectStore('entries', { keyPath: ['conversation', 'seq'] });
      table.createIndex('target', ['conversation', 'body.target']);
      table.createIndex('unopened', 'opened.since');
    },
  });
  for (const entry of entries) await older.put('entries', entry);
  const last = entries.at(-1);
  const stored = withHead(undefined, { ...head, ...(last !== undefined && { last }) }, me.uid);
  await older.put('conversations', {
    ...stored,
    window: { first: 1, last: entries.length, hidden: [] },
    mark: { delivered: 4, read: 3 },
    lastEdit: entries[2],
  });
  await older.put('meta', 'token', 'headsToken');
  await older.put('drafts', draftOf(group));
  const item = { ...itemOf(group, server.newId()), emitted: false, closes: 0, state: { kind: 'waiting' } };
  await older.put('outbox', { ...item, payload: encodeContent(item.task.content) });
  return { group, item, older };
}

test('nothing that was said or written stands in the database, and all of it can be read', async () => {
  const { server, group, run, head, entries } = filledServer();
  const storage = wholeIndexedDb(me.uid);
  await storage.saveHeads([{ ...head, head: 2, last: entries[1] }]);
  await storage.append(group, run);
  await storage.saveDraft(draftOf(group));
  const said = itemOf(group, server.newId());
  const item = await storage.enqueue(said);
  const payload = encodeContent(said.task.content);
  await storage.changeItem(item.key, (before) => ({ ...before, payload }));
  const key = { epoch: 1, commitment: 'a', key: Buffer.from(CANARY) };
  await storage.epochKeys.keep(group, [key]);

  const whole = await dump();
  expect(whole).toContain(item.id);
  expect(sings(whole)).toBe(false);
  expect(sings(JSON.stringify(entries))).toBe(true);
  const { conversations, outbox, drafts } = await storage.load();
  expect(conversations[0]).toMatchObject({ head: { last: entries[3] }, unread: { mentions: [4] } });
  expect(outbox).toEqual([{ ...item, payload }]);
  expect(drafts).toEqual([draftOf(group)]);
  expect(await storage.readEntries(group, 1, 4)).toEqual(entries);
  expect(await storage.readChanges(group, 2, 2)).toEqual([entries[2]]);
  expect((await storage.epochKeys.of(group)).map((one) => Buffer.from(one.key))).toEqual([key.key]);
  await storage.close();
});

test('a copy of the version before drops what the server has, and seals what only it has before the first use', async () => {
  const { group, item, older } = await fillVersion5();
  older.close();
  expect(sings(await dump(5))).toBe(true);
  const storage = wholeIndexedDb(me.uid);
  expect(await storage.readDetails(group)).toBeUndefined();
  expect(sings(await dump())).toBe(false);
  const { headsToken, conversations, drafts, outbox } = await storage.load();
  expect(headsToken).toBeUndefined();
  expect(conversations).toMatchObject([{ id: group, mark: { read: 3 } }]);
  expect(conversations[0]).not.toHaveProperty('window');
  expect(await storage.readEntries(group, 1, 4)).toEqual([]);
  expect(drafts).toEqual([draftOf(group)]);
  expect(outbox).toMatchObject([{ id: item.id, task: item.task, payload: encodeContent(item.task.content) }]);
  await storage.close();
});

test('an upgrade that is broken off loses nothing, wherever that was', async () => {
  const { group, item, older } = await fillVersion5();
  older.close();
  const ends = () => {
    throw new Error('the browser ends');
  };
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(ends);
  await expect(wholeIndexedDb(me.uid).load()).rejects.toThrow();
  put.mockRestore();
  expect(sings(await dump(5))).toBe(true);

  const encrypt = vi.spyOn(crypto.subtle, 'encrypt').mockRejectedValue(new Error('the browser ends'));
  await expect(wholeIndexedDb(me.uid).load()).rejects.toThrow('the browser ends');
  encrypt.mockRestore();
  const clear = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(ends);
  await expect(wholeIndexedDb(me.uid).load()).rejects.toThrow('the browser ends');
  clear.mockRestore();
  // What the server has, too, goes last.
  const db = await openDB(DATABASE);
  expect([await db.count('entries'), await db.get('meta', 'headsToken')]).toEqual([4, 'token']);
  db.close();
  const [one, other] = [wholeIndexedDb(me.uid), wholeIndexedDb(me.uid)];
  const both = await Promise.all([one.load(), other.load()]);
  for (const { drafts, outbox } of both) {
    expect(drafts).toEqual([draftOf(group)]);
    expect(outbox).toMatchObject([{ id: item.id, task: item.task }]);
  }
  expect(sings(await dump())).toBe(false);
  await Promise.all([one.close(), other.close()]);
});

test('two tabs that begin a copy at once read what the other writes', async () => {
  const [one, other] = [wholeIndexedDb(me.uid), wholeIndexedDb(me.uid)];
  const { group } = filledServer();
  await Promise.all([one.saveDraft(draftOf(group)), other.enqueue(itemOf(group, 'id'))]);
  for (const storage of [one, other])
    expect(await storage.load()).toMatchObject({
      drafts: [draftOf(group)],
      outbox: [itemOf(group, 'id')],
    });
  await Promise.all([one.close(), other.close()]);
});

test('what is written keeps its order, however long its boxes take', async () => {
  const { group } = filledServer();
  const storage = wholeIndexedDb(me.uid);
  await storage.load();
  const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
  const slowly: typeof encrypt = async (...call) => {
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    return encrypt(...call);
  };
  const slowFirst = vi.spyOn(crypto.subtle, 'encrypt').mockImplementationOnce(slowly);
  const items = await Promise.all(['first', 'second'].map((id) => storage.enqueue(itemOf(group, id))));
  expect(items.map(({ key }) => key)).toEqual([1, 2]);
  expect((await storage.outbox()).map(({ id }) => id)).toEqual(['first', 'second']);

  slowFirst.mockImplementationOnce(slowly);
  await Promise.all([storage.saveDraft(draftOf(group)), storage.saveDraft(draftOf(group, ''))]);
  expect((await storage.load()).drafts).toEqual([]);
  await storage.close();
});

test('a draft gets its box once nobody types, unless another tab has deleted it meanwhile', async () => {
  const { group } = filledServer();
  const clock = new FakeClock();
  const [one, other] = [wholeIndexedDb(me.uid, clock), wholeIndexedDb(me.uid, clock)];
  const { db } = await one.copy.opened();
  const isBoxed = async () => (await db.get('drafts', group))?.box !== undefined;
  await one.saveDraft(draftOf(group));
  expect(await isBoxed()).toBe(false);
  await clock.advance(1_000);
  await expect.poll(() => isBoxed()).toBe(true);

  await one.saveDraft(draftOf(group, 'hello'));
  const encrypt = vi.spyOn(crypto.subtle, 'encrypt');
  await other.saveDraft(draftOf(group, ''));
  const before = encrypt.mock.calls.length;
  await clock.advance(1_000);
  await expect.poll(() => encrypt.mock.calls.length).toBeGreaterThan(before);
  await one.saveBlocked([]);
  expect((await other.load()).drafts).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});

test('a full disk keeps nobody from opening a copy in which something is not in its box', async () => {
  const { group } = filledServer();
  const storage = wholeIndexedDb(me.uid);
  await storage.enqueue({
    ...itemOf(group, 'muted'),
    task: { kind: 'preferences', preferences: { muted: true, archived: false, unread: false } },
  });
  const { key } = await storage.enqueue(itemOf(group, 'id'));
  const { db } = await storage.copy.opened();
  await db.put('outbox', {
    ...itemOf(group, 'id'),
    key,
    emitted: false,
    closes: 0,
    state: { kind: 'waiting' },
  });
  await storage.close();

  const full = new DOMException('no room', 'QuotaExceededError');
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full;
  });
  const again = wholeIndexedDb(me.uid);
  expect((await again.load()).outbox).toMatchObject([
    { id: 'muted' },
    { id: 'id', task: itemOf(group, 'id').task },
  ]);
  expect(puts).toHaveBeenCalledTimes(1);
  puts.mockRestore();
  await again.close();
});

test('a browser that keeps no key objects has a copy all the same, which opens again', async () => {
  const { group } = filledServer();
  const put: unknown = Reflect.get(IDBObjectStore.prototype, 'put');
  const puts = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...call
  ) {
    if (call[0] instanceof CryptoKey) throw new DOMException('no keys', 'DataCloneError');
    return Reflect.apply(put as (...call: unknown[]) => IDBRequest<IDBValidKey>, this, call);
  });
  const storage = wholeIndexedDb(me.uid);
  await storage.enqueue(itemOf(group, 'id'));
  await storage.close();
  const again = wholeIndexedDb(me.uid);
  expect(await again.outbox()).toMatchObject([{ id: 'id', task: itemOf(group, 'id').task }]);
  await again.close();
  puts.mockRestore();
});

test('two tabs that change an item at once both have their way', async () => {
  const { group } = filledServer();
  const [one, other] = [wholeIndexedDb(me.uid), wholeIndexedDb(me.uid)];
  const { key } = await one.enqueue(itemOf(group, 'id'));
  await Promise.all([one, other].map((storage) => storage.changeItem(key, closed)));
  expect(await one.outbox()).toMatchObject([{ closes: 2, task: itemOf(group, 'id').task }]);
  await Promise.all([one.close(), other.close()]);
});
