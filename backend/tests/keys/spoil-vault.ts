import { randomBytes } from 'node:crypto';
import { StoredVault, type VaultChange } from '@parley/protocol';
import { expect } from 'vitest';
import type { Browser } from './browser.ts';

/** Puts random bytes in place of the user's vault, as a stolen session can. */
export async function spoilVault({ http }: Browser, wraps?: VaultChange['wraps']): Promise<void> {
  const { body } = await http.exchange({ method: 'GET', path: '/web/vault' });
  const { version: expected } = StoredVault.parse((body as { readonly vault: unknown }).vault);
  const box = randomBytes(200).toString('base64');
  const change: VaultChange = { expected, version: expected + 1, box, ...(wraps && { wraps }) };
  expect(await http.exchange({ method: 'PUT', path: '/web/vault', body: change })).toMatchObject({
    status: 200,
  });
}
