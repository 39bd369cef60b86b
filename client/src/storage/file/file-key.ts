import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replaceFile } from './replace-file.ts';

const KEY_BYTES = 32;

/** The key of a copy, in a file that only its owner may read; undefined if there is none. */
export async function readFileKey(path: string): Promise<Uint8Array | undefined> {
  try {
    const key = await readFile(path);
    return key.length === KEY_BYTES ? key : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes one; it is on the disk, whole, before anything is sealed under it. */
export async function makeFileKey(path: string): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES);
  await replaceFile(path, key);
  return key;
}
