import type { StoredVault } from '@parley/protocol';

/** The box of a vault that was erased. Nothing takes its place. */
export const NOTHING = '';

/** A vault of the same place with nothing in it: the account that it belonged to was removed, and its key log stays. */
export function emptied({ version, generation, wraps }: StoredVault): StoredVault {
  const { kdf } = wraps.password;
  return { version, generation, box: NOTHING, wraps: { password: { kdf, generation, wrap: '' } } };
}
