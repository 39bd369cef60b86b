import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import { giveBackAll, takeAll, type Share } from '../../domain/limits/take-all.ts';
import { addressKey, siteKey } from '../addresses/address-key.ts';
import { windowLimit } from './window-limit.ts';

/** A site may do this many times as much as an address: many people share one, and strangers rent one. */
export const ADDRESSES_PER_SITE = 16;

/**
 * A number of actions per window of seconds, for each address and, with a larger number, for its site. Its keys are
 * addresses.
 * @param points 0 turns the limit off
 */
export function addressLimit(name: string, points: number, seconds: number): RateLimit {
  const own = windowLimit(name, points, seconds);
  const site = windowLimit(`${name}, site`, points * ADDRESSES_PER_SITE, seconds);
  const shares = (address: string, taken = 1): readonly Share[] => [
    { limit: own, key: addressKey(address), points: taken },
    { limit: site, key: siteKey(address), points: taken },
  ];
  return {
    take: (address, taken) => takeAll(shares(address, taken)),
    giveBack: (address, taken) => giveBackAll(shares(address, taken)),
  };
}
