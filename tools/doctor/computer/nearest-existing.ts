import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** The path, or the nearest above it that exists. */
export function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
