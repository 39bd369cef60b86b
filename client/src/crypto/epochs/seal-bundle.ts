import type { BundleEnvelope, Uuid } from '@parley/protocol';
import type { BundleHead, SealTarget } from '../../model/sealing/epoch-bundle.ts';
import { sealEpochKeys } from './epoch-keys.ts';

/**
 * Makes the bundle that hands a row of epoch keys to members.
 * @param keys of the epochs `from` to the header's, 32 bytes each
 * @param targets in any order, each user once; see `canSealTo`
 */
export async function sealBundle(
  head: BundleHead,
  keys: readonly Uint8Array[],
  targets: readonly SealTarget[],
): Promise<BundleEnvelope> {
  const ordered = targets.toSorted((a, b) => byUser(a.user, b.user));
  const recipients = await Promise.all(ordered.map((target) => sealEpochKeys(head, keys, target)));
  return { ...head, recipients };
}

/** The hyphens of UUIDs stand at the same places, so that their text sorts as their bytes do. */
function byUser(a: Uuid, b: Uuid): number {
  return a < b ? -1 : 1;
}
