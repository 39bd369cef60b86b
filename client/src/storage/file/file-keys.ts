import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import { Serial } from '../../platform/serial.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';
import { MemoryKeys, type KeeperRows } from '../memory/memory-keys.ts';
import { underLock } from './lock-file.ts';
import { replaceFile } from './replace-file.ts';

/** Private keys as bytes: a file cannot hold key objects. */
interface StoredKeys extends Omit<KeptKeys, 'deviceKey' | 'localKey'> {
  readonly deviceKey: { readonly privateKey: JsonWebKey; readonly publicKey: Uint8Array };
  readonly localKey: JsonWebKey;
}

interface StoredRows extends Omit<KeeperRows, 'kept'> {
  readonly kept: readonly StoredKeys[];
}

/**
 * A terminal's keys, in a file that only its owner may read. Several terminals may keep those of different users there.
 * @throws Error with a sentence for the user if the file is broken
 */
export async function openFileKeys(path: string): Promise<KeyKeeper> {
  await read(path);
  return new FileKeys(path);
}

/** What it keeps is on the disk before a change resolves. Nothing is held in memory: another terminal may have changed the file. */
class FileKeys implements KeyKeeper {
  readonly keepsBytes = true;
  readonly #path: string;
  readonly #tasks = new Serial();
  readonly #writes = new Serial();

  constructor(path: string) {
    this.#path = path;
  }

  alone<T>(_uid: Uuid, task: () => Promise<T>): Promise<T> {
    return this.#tasks.run(task);
  }

  async byName(username: string): Promise<KeptKeys | undefined> {
    return (await read(this.#path)).byName(username);
  }

  async of(uid: Uuid): Promise<KeptKeys | undefined> {
    return (await read(this.#path)).of(uid);
  }

  async pinned(me: Uuid): Promise<readonly FollowedKeyLog[]> {
    return (await read(this.#path)).pinned(me);
  }

  keep(keys: KeptKeys): Promise<void> {
    return this.#change((kept) => kept.keep(keys));
  }

  pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    return this.#change((kept) => kept.pin(me, logs));
  }

  forget(uid: Uuid): Promise<void> {
    return this.#change((kept) => kept.forget(uid));
  }

  /** Of what stands in the file by then, while no other terminal changes that. */
  #change(change: (kept: MemoryKeys) => Promise<void>): Promise<void> {
    const changed = async () => {
      const kept = await read(this.#path);
      await change(kept);
      await write(this.#path, kept.rows());
    };
    return this.#writes.run(() => underLock(`${this.#path}.lock`, changed));
  }
}

async function read(path: string): Promise<MemoryKeys> {
  try {
    // Trusted without validation: only this module writes it.
    const { kept, pins } = deserialize(await readFile(path)) as StoredRows;
    return new MemoryKeys({ kept: await Promise.all(kept.map(keysOf)), pins });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new MemoryKeys();
    throw new Error(`${path} cannot be read. Move it away to start with new keys.`, { cause: error });
  }
}

async function write(path: string, { kept, pins }: KeeperRows): Promise<void> {
  const rows: StoredRows = { kept: await Promise.all(kept.map(storedOf)), pins };
  await replaceFile(path, serialize(rows));
}

async function storedOf({ deviceKey, localKey, ...rest }: KeptKeys): Promise<StoredKeys> {
  const { privateKey, publicKey } = deviceKey;
  return {
    ...rest,
    deviceKey: { publicKey, privateKey: await crypto.subtle.exportKey('jwk', privateKey) },
    localKey: await crypto.subtle.exportKey('jwk', localKey),
  };
}

async function keysOf({ deviceKey, localKey, ...rest }: StoredKeys): Promise<KeptKeys> {
  const { privateKey, publicKey } = deviceKey;
  return {
    ...rest,
    deviceKey: {
      publicKey,
      privateKey: await crypto.subtle.importKey('jwk', privateKey, 'Ed25519', true, ['sign']),
    },
    localKey: await crypto.subtle.importKey('jwk', localKey, 'AES-GCM', true, ['encrypt', 'decrypt']),
  };
}
