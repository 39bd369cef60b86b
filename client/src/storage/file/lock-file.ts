import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { createPrivately } from './create-privately.ts';
import { isBusy } from './is-busy.ts';

/** Between looks at a lock that somebody else has, in ms. */
const INTERVAL = 10;
/** What is done under a lock takes milliseconds, so this one is never given back. In ms. */
const PATIENCE = 10_000;

/**
 * Locks a file, which stays empty, unless somebody else has locked it, in this process or in another one. The operating system releases
 * the lock however the process dies, so that no stale lock can remain.
 * @returns what releases it; undefined if it is locked
 */
export async function lockFile(path: string): Promise<(() => void) | undefined> {
  await createPrivately(path);
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return () => db.close();
  } catch (error) {
    db.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Runs a short task while nobody else who asks for the same lock runs one. @throws Error if the lock is not to be had */
export async function underLock<T>(path: string, task: () => Promise<T>): Promise<T> {
  const release = await waitedFor(path);
  try {
    return await task();
  } finally {
    release();
  }
}

async function waitedFor(path: string): Promise<() => void> {
  for (let waited = 0; waited < PATIENCE; waited += INTERVAL) {
    const release = await lockFile(path);
    if (release !== undefined) return release;
    await pause(INTERVAL);
  }
  throw new Error(`Another process holds ${path}. End it, and start again.`);
}
