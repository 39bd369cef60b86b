import { ParleyError, type Uuid, type VaultChange } from '@parley/protocol';
import type { Context } from '../context.ts';
import { vaultWrite } from './vault-write.ts';

/**
 * Replaces a user's vault, under the same master key.
 * @throws ParleyError `E_VAULT_VERSION` if another device was faster, `E_NO_KEYS` before the first entry of the key log
 */
export async function putVault(
  { keys, publisher }: Pick<Context, 'keys' | 'publisher'>,
  uid: Uuid,
  change: VaultChange,
): Promise<void> {
  const stored = await keys.progress(uid);
  if (stored === undefined) throw new ParleyError('E_NO_KEYS');
  try {
    await keys.replaceVault(uid, vaultWrite(stored, change, 'same'));
  } catch (error) {
    if (!(await isRetry({ keys }, uid, change))) throw error;
  }
  publisher.vaultChanged(uid, change.version);
}

/** Whether these very bytes are stored already: the answer to the first try got lost. */
async function isRetry({ keys }: Pick<Context, 'keys'>, uid: Uuid, change: VaultChange): Promise<boolean> {
  const vault = await keys.vault(uid);
  return vault?.version === change.version && vault.box === change.box;
}
