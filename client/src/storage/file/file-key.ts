import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';

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
  const next = `${path}.new`;
  const file = await open(next, 'w', 0o600);
  await file.chmod(0o600);
  await file.writeFile(key);
  await file.sync();
  await file.close();
  await rename(next, path);
  return key;
}
