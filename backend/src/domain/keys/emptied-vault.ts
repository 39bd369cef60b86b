import type { StoredVault } from '@parley/protocol';

/** A vault of the same place with nothing in it: the account that it belonged to was removed, and its key log stays. */
export function emptied({ version, generation, wraps }: StoredVault): StoredVault {
  const { kdf } = wraps.password;
  return { version, generation, box: '', wraps: { password: { kdf, generation, wrap: '' } } };
}
