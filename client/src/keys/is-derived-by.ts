import { canonicalJson, type StoredVault } from '@parley/protocol';
import type { DerivedPassword } from '../ports/keys/account-keys.ts';

/** Whether a vault's password derives its key in this way. */
export function isDerivedBy({ wraps }: StoredVault, kdf: DerivedPassword['kdf']): boolean {
  return canonicalJson(wraps.password.kdf) === canonicalJson(kdf);
}
