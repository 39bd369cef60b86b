import { readFile, rm } from 'node:fs/promises';
import type { StoredData } from './memory/memory-tables.ts';

/** A copy as earlier versions kept it: one JSON document. @throws Error for a file that is broken */
export async function readWholeFile(path: string): Promise<StoredData | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredData;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Move it away to start with an empty copy.`, { cause: error });
  }
}

/** With what that version left when it was killed while it wrote. */
export async function removeWholeFile(path: string): Promise<void> {
  for (const file of [path, `${path}.new`]) await rm(file, { force: true });
}
