import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { syncPath } from './sync-path.ts';

interface PutOptions {
  /** What becomes of a file that has the name already, also of one that another process has made meanwhile. */
  readonly existing: 'kept' | 'replaced';
  /** Its owner alone may read it, if nothing else is said. */
  readonly mode?: number;
}

/**
 * Writes a file, all of it or nothing: what has the final name is always complete. It is on the disk when this returns, and its name
 * and those of new folders are, too.
 */
export function putFile(file: string, content: string, { existing, mode = 0o600 }: PutOptions): void {
  makeFolder(dirname(file));
  const partial = `${file}.${process.pid}`;
  // One that was left behind keeps its permissions.
  rmSync(partial, { force: true });
  try {
    writeFileSync(partial, content, { mode, flush: true });
    if (existing === 'replaced') renameSync(partial, file);
    else linkUnlessThere(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
  syncPath(dirname(file));
}

function linkUnlessThere(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
