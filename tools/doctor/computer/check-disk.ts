import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Finding, fine, problem, warning } from '../finding.ts';
import { nearestExisting } from './nearest-existing.ts';

const GIB = 1024 ** 3;
const remedy = 'Free some space: when the disk is full, nobody can send messages.';

/**
 * How much room the disk of a file has left.
 * @param freeAt the free bytes of the disk that a folder is on
 */
export async function checkDisk(file: string, freeAt = freeBytes): Promise<readonly Finding[]> {
  const free = await freeAt(nearestExisting(dirname(file)));
  const says = `${(free / GIB).toFixed(1)} GiB are free for ${file}.`;
  if (free < GIB / 4) return [problem(says, remedy)];
  if (free < 2 * GIB) return [warning(says, remedy)];
  return [fine(says)];
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
