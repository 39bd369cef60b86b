import type { StoredVault } from '@parley/protocol';
import { mergeVaults } from '../../crypto/vault/merge-vaults.ts';
import { withoutRecovery } from '../../crypto/vault/without-recovery.ts';
import type { KeyParts } from '../key-parts.ts';
import { isDerivedBy } from '../is-derived-by.ts';
import type { OwnAccount } from '../own-account.ts';
import type { CheckedKeyLog } from '../read-own-key-log.ts';
import { changeVault } from './change-vault.ts';

interface Spoilt {
  readonly keyLog: CheckedKeyLog;
  readonly stored: StoredVault;
}

/** The account with the keys of a branch that was given up. */
export async function withAside(
  parts: KeyParts,
  account: OwnAccount,
  aside: OwnAccount,
): Promise<OwnAccount> {
  const seenVersion = Math.max(account.seenVersion, aside.seenVersion);
  return changeVault(
    parts,
    { ...account, seenVersion },
    { vault: (vault) => mergeVaults(withoutRecovery(aside.vault), vault) },
  );
}

/** Puts the kept vault over one that is spoilt, with its wraps; the password's only if the password is still the same. */
export function putOver(parts: KeyParts, { keyLog, stored }: Spoilt, kept: OwnAccount): Promise<OwnAccount> {
  const { password, recovery } = kept.stored.wraps;
  const wraps = {
    ...(isDerivedBy(stored, password.kdf) && { password }),
    ...(recovery !== undefined && { recovery }),
  };
  return changeVault(parts, { ...kept, ...keyLog, stored }, { wraps });
}

/**
 * A vault that this device saw in a newer version is put back, above the highest version seen, and the recovery key's wrap with it. The
 * password's wrap stays: the server went back to it together with the password.
 */
export function withKept(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  const vault = mergeVaults(opened.vault, kept.vault);
  const { recovery } = kept.stored.wraps;
  const behind = { ...opened, vault, seenVersion: kept.seenVersion };
  return changeVault(parts, behind, recovery === undefined ? {} : { wraps: { recovery } });
}
