import type { Uuid } from '@parley/protocol';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forceCloseDatabase, IDBDatabase, IDBFactory, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB, unwrap } from 'idb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { withHead } from '../src/storage/conversation-change.ts';
import { withoutWords } from '../src/storage/without-words.ts';
import { systemClock } from '../src/platform/system-clock.ts';
import { openFileStorage } from '../src/storage/file/file-storage.ts';
import { IndexedDbStorage } from '../src/storage/indexeddb/indexeddb-storage.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import type { StoredData } from '../src/storage/memory/memory-tables.ts';
import { FakeServer, user } from './fake-server.ts';
import { erasingContract } from './erasing-contract.ts';
import { outboxContract } from './outbox-contract.ts';
import { sealingStorageContract } from './sealing-storage-contract.ts';
import { storageContract, type WholeStorage } from './storage-contract.ts';
import { wholeIndexedDb } from './whole-indexeddb.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Memory that outlives its owner the way JSON does. */
class RestartingMemory extends MemoryStorage {
  static left: string | undefined;

  override async close(): Promise<void> {
    RestartingMemory.left = JSON.stringify(this.data());
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    RestartingMemory.left = undefined;
  }
}

const copies: readonly [string, (me: Uuid) => Promise<WholeStorage>][] = [
  [
    'memory',
    async (me) => {
      const { left } = RestartingMemory;
      return new RestartingMemory(me, left === undefined ? undefined : (JSON.parse(left) as StoredData));
    },
  ],
  ['file', (me) => openFileStorage({ database: join(folder, `${me}.db`) }, me)],
  ['IndexedDB', async (me) => wholeIndexedDb(me)],
];
for (const [name, open] of copies) {
  storageContract(name, open);
  outboxContract(name, open);
  erasingContract(name, open);
  sealingStorageContract(name, open);
}

test('an answer that was under way when everything was deleted does not begin it anew', async () => {
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  await storage.destroy();
  await expect(storage.saveUsers([user(2)])).rejects.toThrow('closed');
  expect(await indexedDB.databases()).toEqual([]);
});

test('a database that another tab deletes is told of', async () => {
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  const other = new IndexedDbStorage('me', systemClock);
  await other.load();
  await other.destroy();
  expect(storage.problem.get()).toBe('taken');
  expect(other.problem.get()).toBeUndefined();
});

test('a database that the browser throws away while it is open is told of, and begun anew', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const server = new FakeServer();
  const head = server.head(server.group([user(1), user(2)]), user(1).uid) ?? expect.unreachable();
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.saveHeads([head]);
  const connection = transaction.mock.contexts[0] as typeof IDBDatabase;
  globalThis.indexedDB = new IDBFactory();
  forceCloseDatabase(connection);
  await expect.poll(() => storage.problem.get()).toBe('lost');
  expect((await storage.load()).conversations).toEqual([]);
  await storage.close();
});

test('a loss is told of when the database could not be opened at once, because it was still being deleted', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const server = new FakeServer();
  const head = server.head(server.group([user(1), user(2)]), user(1).uid) ?? expect.unreachable();
  const storage = new IndexedDbStorage('me', systemClock);
  const problems: unknown[] = [];
  storage.problem.listen((problem) => problems.push(problem));
  await storage.saveHeads([head]);
  const connection = transaction.mock.contexts[0] as typeof IDBDatabase;
  globalThis.indexedDB = new IDBFactory();
  const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('The connection was closed.', 'AbortError');
  });
  forceCloseDatabase(connection);
  await expect.poll(() => problems).toEqual(['lost']);
  expect(open).toHaveBeenCalledTimes(2);
  await storage.close();
});

test('a disk without room is told of, until something could be stored', async () => {
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  const full = new DOMException('The disk is full.', 'QuotaExceededError');
  const tx = await storage.copy.write(['users']);
  // How browsers tell it when a transaction that was written finds no room at its end.
  Object.defineProperty(unwrap(tx), 'error', { value: full, writable: true });
  tx.abort();
  Object.defineProperty(unwrap(tx), 'error', { value: full });
  await expect(tx.done).rejects.toBe(full);
  expect(storage.problem.get()).toBe('full');

  await storage.saveUsers([user(2)]);
  expect(storage.problem.get()).toBeUndefined();
  await storage.close();
});

test('a database of a newer version is told of, and left as it is', async () => {
  (await openDB('parley-me', 99)).close();
  const storage = new IndexedDbStorage('me', systemClock);
  await expect(storage.load()).rejects.toThrow();
  expect(storage.problem.get()).toBe('newer');
});

test('a database of the version before keeps what it holds and can keep details', async () => {
  const before = await openFirstVersion();
  await before.put('meta', ['alice'], 'blocked');
  before.close();
  const storage = new IndexedDbStorage('me', systemClock);
  expect(await storage.load()).toMatchObject({ blocked: ['alice'] });
  expect(await storage.readDetails('group')).toBeUndefined();
  await storage.close();
});

test('a tab that holds on to an older database is told of until it lets go', async () => {
  const older = await openFirstVersion();
  const storage = new IndexedDbStorage('me', systemClock);
  const loaded = storage.load();
  await expect.poll(() => storage.problem.get()).toBe('blocked');
  older.close();
  await loaded;
  expect(storage.problem.get()).toBeUndefined();
});

test('a database that the browser closed is opened again', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.saveBlocked(['alice']);
  forceCloseDatabase(transaction.mock.contexts[0] as typeof IDBDatabase);
  await expect.poll(() => storage.load()).toMatchObject({ blocked: ['alice'] });
  await storage.close();
});

test('drafts of an older version, which were plain text in their conversation, are taken along', async () => {
  const server = new FakeServer();
  const group = server.group([user(1), user(2)]);
  const head = server.head(group, user(1).uid) ?? expect.unreachable();
  const stored = withHead(undefined, head, user(1).uid);
  const draft = { text: 'half a thought', caret: 14 };
  const older = await openDB(`parley-${user(1).uid}`, 2, {
    upgrade: (db) => {
      for (const table of ['meta', 'entries', 'outbox', 'users', 'details']) db.createObjectStore(table);
      db.createObjectStore('conversations', { keyPath: 'id' });
    },
  });
  await older.put('conversations', { ...stored, draft: draft.text });
  older.close();
  const path = join(folder, 'older.json');
  const conversations = [{ ...stored, draft: draft.text }];
  await writeFile(
    path,
    JSON.stringify({ lastKey: 0, conversations, entries: [], outbox: [], users: [], blocked: [] }),
  );

  const copies = { database: join(folder, 'older.db'), before: path };
  for (const storage of [
    new IndexedDbStorage(user(1).uid, systemClock),
    await openFileStorage(copies, user(1).uid),
  ]) {
    const { conversations, drafts } = await storage.load();
    expect(drafts).toMatchObject([{ conversation: group, composition: { draft } }]);
    const kept = storage instanceof IndexedDbStorage ? withoutWords(stored) : stored;
    expect(conversations).toEqual([kept]);
    await storage.close();
  }
});

test('a draft is with the browser before anything else can happen to the page, and never in plain', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
  const storage = new IndexedDbStorage('me', systemClock);
  await storage.load();
  put.mockClear();
  // A page that goes hears no more of Web Crypto.
  const encrypt = vi.spyOn(crypto.subtle, 'encrypt').mockReturnValue(new Promise(() => undefined));
  const composition = { draft: { text: 'half a thought', caret: 2 } };
  const draft = { conversation: 'a', composition, revision: user(2).uid };
  void storage.saveDraft(draft);
  // What is asked for within the event survives the page; what waits for an answer first does not.
  await new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(resolve))));
  expect([put.mock.calls.length, commit.mock.calls.length]).toEqual([1, 1]);
  const [row] = put.mock.calls[0] ?? [];
  expect(Buffer.from(JSON.stringify(row)).toString('latin1')).not.toContain('half');
  encrypt.mockRestore();
  await expect.poll(async () => (await storage.load()).drafts).toEqual([draft]);
  await storage.close();

  const again = new IndexedDbStorage('me', systemClock);
  expect((await again.load()).drafts).toEqual([draft]);
  const { db } = await again.copy.opened();
  expect(await db.get('drafts', 'a')).toMatchObject({ box: expect.any(Uint8Array) as unknown });
  expect(await db.get('drafts', 'a')).not.toHaveProperty('veiled');
  await again.close();
});

/** Without `details`. */
function openFirstVersion() {
  return openDB('parley-me', 1, {
    upgrade: (db) => {
      for (const table of ['meta', 'conversations', 'entries', 'outbox', 'users'])
        db.createObjectStore(table);
    },
  });
}
