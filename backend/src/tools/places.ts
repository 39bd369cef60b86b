import { resolve } from 'node:path';
import { readConfig } from '../config/env.ts';
import type { Archive } from '../domain/archive/archive.ts';

/** Whether a place is an address of MongoDB and not a file. */
export function isMongo(place: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(place);
}

/** Where the server of this environment keeps its data: a file, or an address of MongoDB. */
export function ownPlace(): string {
  const { store } = readConfig();
  return store.kind === 'mongodb' ? store.uri : store.file;
}

/** Opens a place to read all of it. */
export async function openSource(place: string): Promise<Archive> {
  if (isMongo(place)) {
    const { openMongoSource } = await import('../store/mongo/index.ts');
    return openMongoSource(place);
  }
  const { openSqliteSource } = await import('../store/sqlite/index.ts');
  return openSqliteSource(resolve(place));
}

/** Opens a place to write into; creates it if needed. */
export async function openTarget(place: string): Promise<Archive> {
  if (isMongo(place)) {
    const { openMongoTarget } = await import('../store/mongo/index.ts');
    return openMongoTarget(place);
  }
  const { openSqliteTarget } = await import('../store/sqlite/index.ts');
  return openSqliteTarget(resolve(place));
}
