import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from '../../model/followed-key-log.ts';
import type { KeptKeys } from '../../model/kept-keys.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';
import { MemoryKeys, type KeeperRows } from '../memory/memory-keys.ts';

/** Private keys as bytes: a file cannot hold key objects. */
interface StoredKeys extends Omit<KeptKeys, 'deviceKey' | 'localKey'> {
  readonly deviceKey: { readonly privateKey: JsonWebKey; readonly publicKey: Uint8Array };
  readonly localKey: JsonWebKey;
}

interface StoredRows extends Omit<KeeperRows, 'kept'> {
  readonly kept: readonly StoredKeys[];
}

/**
 * A terminal's keys, in a file that only its owner may read.
 * @throws Error with a sentence for the user if the file is broken
 */
export async function openFileKeys(path: string): Promise<KeyKeeper> {
  return new FileKeys(path, await read(path));
}

/** What it keeps is on the disk before a change resolves. */
class FileKeys extends MemoryKeys {
  override readonly keepsBytes = true;
  readonly #path: string;
  #written: Promise<void> = Promise.resolve();

  constructor(path: string, rows: KeeperRows | undefined) {
    super(rows);
    this.#path = path;
  }

  override async keep(keys: KeptKeys): Promise<void> {
    await super.keep(keys);
    await this.#write();
  }

  override async pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    await super.pin(me, logs);
    await this.#write();
  }

  override async forget(uid: Uuid): Promise<void> {
    await super.forget(uid);
    await this.#write();
  }

  /** One after the other: each writes what is kept by then, through the same new file. */
  #write(): Promise<void> {
    const written = this.#written.then(() => write(this.#path, this.rows()));
    this.#written = written.catch(() => undefined);
    return written;
  }
}

async function read(path: string): Promise<KeeperRows | undefined> {
  try {
    // Trusted without validation: only this module writes it.
    const { kept, pins } = deserialize(await readFile(path)) as StoredRows;
    return { kept: await Promise.all(kept.map(keysOf)), pins };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Move it away to start with new keys.`, { cause: error });
  }
}

/** All of it or nothing: a new file takes the place of the old one. */
async function write(path: string, { kept, pins }: KeeperRows): Promise<void> {
  const rows: StoredRows = { kept: await Promise.all(kept.map(storedOf)), pins };
  const next = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(next, serialize(rows), { mode: 0o600, flush: true });
  await chmod(next, 0o600);
  await rename(next, path);
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
