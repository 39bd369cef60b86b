import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Makes an empty file that only its owner may read, unless it is there. One that is there is not opened: a process that closes a file
 * loses the locks that it has on it.
 */
export async function createPrivately(path: string): Promise<void> {
  await makeFolder(dirname(path));
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
