import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Writes a file that only its owner may read, all of it or nothing: a new file takes the place of the old one. It is on the disk when
 * it resolves, also after a power failure.
 */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  await makeFolder(dirname(path));
  const next = `${path}.new`;
  const file = await open(next, 'w', 0o600);
  try {
    // One that was left behind keeps its permissions.
    await file.chmod(0o600);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await syncFolder(dirname(path));
}
