import { readFile, rm } from 'node:fs/promises';
import type { StoredData } from '../memory/memory-tables.ts';

/** Reads a copy that earlier versions kept as one JSON document. @throws Error for a broken file */
export async function readWholeFile(path: string): Promise<StoredData | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredData;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Move it away to start with an empty copy.`, { cause: error });
  }
}

/** Also the temporary file of a version that was killed while writing. */
export async function removeWholeFile(path: string): Promise<void> {
  for (const file of [path, `${path}.new`]) await rm(file, { force: true });
}
