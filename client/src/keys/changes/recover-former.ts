import type { StoredVault, Vault } from '@parley/protocol';
import { openAccount } from '../../crypto/account/open-account.ts';
import { mergeVaults } from '../../crypto/vault/merge-vaults.ts';
import { withoutRecovery } from '../../crypto/vault/without-recovery.ts';
import type { UnlockWay } from '../../ports/keys/account-keys.ts';
import { changeVault } from './change-vault.ts';
import type { KeyParts } from '../key-parts.ts';
import { openingKey, type UnlockParts } from '../opening-key.ts';
import type { OwnAccount } from '../own-account.ts';

/**
 * The account with the keys of those former vaults that open in a way.
 * @param former newest first
 * @returns the same account if none opens
 */
export async function recoverFormer(
  parts: KeyParts & UnlockParts,
  account: OwnAccount,
  former: readonly StoredVault[],
  way: UnlockWay,
): Promise<OwnAccount> {
  const { log } = account.followed;
  const opened = await Promise.all(
    former.map(async (stored) => {
      const key = await openingKey(parts, log.uid, stored, way);
      return key && openAccount(log.uid, stored, log, key);
    }),
  );
  const found = opened.flatMap((one) => one?.vault ?? []);
  if (found.length === 0) return account;
  return changeVault(parts, account, { vault: (vault) => withFormer(vault, found) });
}

/** A vault with the encryption keys of earlier ones, and whom they knew. */
function withFormer(vault: Vault, former: readonly Vault[]): Vault {
  return former.reduceRight((merged, old) => mergeVaults(withoutRecovery(old), merged), vault);
}
