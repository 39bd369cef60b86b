import { statfs } from 'node:fs/promises';

/** The bytes that are free for us on the disk of a folder, and all that it has. */
export async function diskOf(folder: string): Promise<{ readonly free: number; readonly total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
