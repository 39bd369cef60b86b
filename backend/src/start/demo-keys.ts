import { readFile } from 'node:fs/promises';
import { SignedKeyLogEntry, StoredVault } from '@parley/protocol';
import * as z from 'zod/mini';
import type { NewKeys } from '../domain/keys/key-store.ts';

const DemoKeys = z.record(z.string(), z.object({ keyLog: z.array(SignedKeyLogEntry), vault: StoredVault }));

/**
 * The key logs and vaults of the demo users by their username, made once with the client's code: a browser that logs in opens the
 * vault with the password 1234 and adds itself. So people keep their safety numbers when a developer deletes the data.
 */
export async function demoKeys(): Promise<Readonly<Record<string, NewKeys>>> {
  const file = await readFile(new URL('demo-keys.json', import.meta.url), 'utf8');
  return DemoKeys.parse(JSON.parse(file));
}
