import { KEY_LIMITS } from '@parley/protocol';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { recipientsThatFit } from './bundle-room.ts';
import { partsOf } from './parts-of.ts';

/**
 * The longest unbroken row of keys that ends at an epoch, with which newcomers read what was said before.
 * An epoch of which two keys are held ends it: they were given by somebody dishonest.
 */
export function rowUpTo(
  held: readonly EpochKey[],
  newest: Pick<EpochKey, 'epoch' | 'commitment'>,
): readonly EpochKey[] {
  const byEpoch = Map.groupBy(held, ({ epoch }) => epoch);
  const row: EpochKey[] = [];
  for (let epoch = newest.epoch; row.length < KEY_LIMITS.bundleEpochs; epoch--) {
    const keys = byEpoch.get(epoch) ?? [];
    const key = epoch === newest.epoch ? keys.find((one) => one.commitment === newest.commitment) : keys[0];
    if (key === undefined || (epoch < newest.epoch && keys.length > 1)) break;
    row.unshift(key);
  }
  return row;
}

/** Newcomers in as many parts as it takes for each of them to get the whole row; each part is an entry of its own. */
export function newcomersInParts<T>(
  newcomers: readonly T[],
  row: readonly EpochKey[],
): readonly (readonly T[])[] {
  return partsOf(newcomers, recipientsThatFit(Math.max(1, row.length)));
}
