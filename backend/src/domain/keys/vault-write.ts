import { KEY_LIMITS, ParleyError, type VaultChange } from '@parley/protocol';
import type { KeyProgress, VaultWrite } from './key-store.ts';

/**
 * What a change of a vault stores, checked as far as a server can check it: versions and generations only rise, so that an old
 * vault does not come back, and no wrap is of another generation than the box.
 * @param stored how far the account's keys are; undefined before its first
 * @throws ParleyError `E_VAULT_VERSION`, `E_BAD_REQUEST`
 */
export function vaultWrite(
  stored: KeyProgress | undefined,
  change: VaultChange,
  masterKey: VaultWrite['masterKey'],
): VaultWrite {
  const { expected, version, wraps = {} } = change;
  if (expected !== (stored?.vault ?? 0) || version <= expected) throw new ParleyError('E_VAULT_VERSION');
  if (version - expected > KEY_LIMITS.vaultVersionStep) throw new ParleyError('E_BAD_REQUEST');
  const before = stored?.generation ?? 0;
  const generation = masterKey === 'same' ? before : (wraps.password?.generation ?? 0);
  // Both begin at 1 and a new generation is a new version, too: so generations do not run out either.
  const isRising = masterKey === 'same' || (generation > before && generation <= version);
  const areOfIt = Object.values(wraps).every((wrap) => wrap === undefined || wrap.generation === generation);
  if (!isRising || !areOfIt) throw new ParleyError('E_BAD_REQUEST');
  return { ...change, masterKey, wraps, generation };
}
