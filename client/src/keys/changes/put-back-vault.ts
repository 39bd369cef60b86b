import type { StoredVault, Vault } from '@parley/protocol';
import { lostContacts, mergeVaults } from '../../crypto/vault/merge-vaults.ts';
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

/** What this device saw of a vault before, and the server's lacks. */
export function withKept(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  const isBehind = kept.seenVersion > opened.stored.version;
  return isBehind ? withNewer(parts, opened, kept) : withContacts(parts, opened, kept);
}

/**
 * A vault that this device saw in a newer version is put back, above the highest version seen, and the recovery key's wrap with it. The
 * password's wrap stays: the server went back to it together with the password.
 */
function withNewer(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  const vault = mergeVaults(opened.vault, kept.vault);
  const { recovery } = kept.stored.wraps;
  const behind = { ...opened, vault, seenVersion: kept.seenVersion };
  return changeVault(parts, behind, recovery === undefined ? {} : { wraps: { recovery } });
}

/** A vault that goes on from an older one than this device saw gets the contacts back that it lacks. */
async function withContacts(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  const lost = (vault: Vault) => lostContacts(kept.vault.contacts, vault.contacts);
  if (Object.keys(lost(opened.vault)).length === 0) return opened;
  return changeVault(parts, opened, {
    vault: (vault) => ({ ...vault, contacts: { ...vault.contacts, ...lost(vault) } }),
  });
}
