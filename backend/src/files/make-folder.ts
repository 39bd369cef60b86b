import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { syncPath } from './sync-path.ts';

/** Makes a folder for its owner alone, and those above it that are missing. Their names are on the disk when it returns. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = resolve(path); made.length >= first.length; made = dirname(made)) syncPath(dirname(made));
}
