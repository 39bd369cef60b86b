import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forceCloseDatabase, IDBDatabase, IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openFileStorage } from '../src/storage/file-storage.ts';
import { createIndexedDbStorage } from '../src/storage/indexeddb/indexeddb-storage.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import type { StoredData } from '../src/storage/memory/memory-tables.ts';
import { storageContract } from './storage-contract.ts';

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

storageContract('memory', async (me) => {
  const { left } = RestartingMemory;
  return new RestartingMemory(me, left === undefined ? undefined : (JSON.parse(left) as StoredData));
});
storageContract('file', (me) => openFileStorage(join(folder, `${me}.json`), me));
storageContract('IndexedDB', async (me) => createIndexedDbStorage(me));

test('a broken file is an error that says what to do, not an empty copy', async () => {
  const path = join(folder, 'broken.json');
  await writeFile(path, '{"lastKey":');
  await expect(openFileStorage(path, 'me')).rejects.toThrow('move it away');
});

test('a database that the browser closed is opened again', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const storage = createIndexedDbStorage('me');
  await storage.saveBlocked(['alice']);
  forceCloseDatabase(transaction.mock.contexts[0] as typeof IDBDatabase);
  await vi.waitFor(async () => expect(await storage.load()).toMatchObject({ blocked: ['alice'] }));
  await storage.close();
});
