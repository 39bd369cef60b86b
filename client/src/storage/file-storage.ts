import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Uuid } from '@parley/protocol';
import { Serial } from '../sync/serial.ts';
import type { ChatStorage } from './chat-storage.ts';
import { MemoryStorage } from './memory/memory-storage.ts';
import type { StoredData } from './memory/memory-tables.ts';

/** What `load` and reading leave alone: everything else is written to the disk before it resolves. */
const READING = new Set<keyof ChatStorage>(['load', 'readEntries', 'outbox', 'nextOf', 'close', 'destroy']);

/**
 * The local copy in one JSON file, for terminals: kept in memory, replaced as a whole after each change.
 * One process at a time; the file is this program's own, and a broken one is an error for its user to see.
 */
export async function openFileStorage(path: string, me: Uuid): Promise<ChatStorage> {
  const memory = new MemoryStorage(me, await readData(path));
  const disk = new Serial();
  const write = () => disk.run(() => replaceFile(path, JSON.stringify(memory.data())));
  const close = () => disk.run(async () => undefined);
  const destroy = () => disk.run(() => rm(path, { force: true }));

  return new Proxy<ChatStorage>(memory, {
    get: (_, name: keyof ChatStorage) => {
      if (name === 'close') return close;
      if (name === 'destroy') return destroy;
      // Asked for `then` by an await, among others.
      if (!(name in memory)) return undefined;
      const method = memory[name].bind(memory) as (...input: unknown[]) => Promise<unknown>;
      if (READING.has(name)) return method;
      return async (...input: unknown[]) => {
        const result = await method(...input);
        await write();
        return result;
      };
    },
  });
}

async function readData(path: string): Promise<StoredData | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredData;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read; move it away to start with an empty copy`, { cause: error });
  }
}

/** Either the old content or the new one is there after a crash, never half of it. */
async function replaceFile(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
