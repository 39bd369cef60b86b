import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
