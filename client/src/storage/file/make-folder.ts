import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Makes a folder and those above it that are missing; they are on the disk when it resolves. */
export async function makeFolder(path: string): Promise<void> {
  const last = resolve(path);
  const first = await mkdir(last, { recursive: true });
  if (first === undefined) return;
  for (let made = last; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}
