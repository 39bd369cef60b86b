import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What was written into a file, or the names in a folder, are on the disk when it returns. */
export function syncPath(path: string): void {
  // Windows opens no folder, and syncs nothing that is open for reading alone.
  if (process.platform === 'win32') return;
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
