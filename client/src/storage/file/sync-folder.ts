import { open } from 'node:fs/promises';

/** The names in a folder are on the disk when it resolves: that of a new file, or of one that was renamed. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system writes names in order by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
