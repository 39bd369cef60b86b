import type { StoredVault } from '@parley/protocol';
import { storedJson } from '../stored-json.ts';

export interface VaultRow extends Omit<StoredVault, 'wraps'> {
  readonly uid: string;
  /** JSON */
  readonly wraps: string;
}

export const VAULT_COLUMNS = 'uid, version, generation, box, wraps';

export function vaultOf({ version, generation, box, wraps }: VaultRow): StoredVault {
  return { version, generation, box, wraps: storedJson<StoredVault['wraps']>(wraps) };
}

export function vaultRow(uid: string, { wraps, ...vault }: StoredVault): VaultRow {
  return { uid, ...vault, wraps: JSON.stringify(wraps) };
}
