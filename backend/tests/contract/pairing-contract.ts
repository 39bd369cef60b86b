import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { NOW, someone } from './commands.ts';

export function pairingContract(stores: () => Stores, other: () => Stores): void {
  describe('a code for another browser', () => {
    const pairing = (uid = someone()) => ({
      uid,
      wrap: randomBytes(60).toString('base64'),
      expiresAt: NOW + 1_000,
    });

    test('is taken once, by its user, before it expires', async () => {
      const { pairings } = stores();
      const [one, late] = [pairing(), pairing()];
      await pairings.put(one, NOW);
      await pairings.put(late, NOW);
      expect(await pairings.take(someone(), NOW)).toBeUndefined();
      expect(await pairings.take(one.uid, NOW + 999)).toBe(one.wrap);
      expect(await pairings.take(one.uid, NOW + 999)).toBeUndefined();
      expect(await pairings.take(late.uid, NOW + 1_000)).toBeUndefined();
    });

    test('is taken once by many at the same time', async () => {
      const one = pairing();
      await stores().pairings.put(one, NOW);
      const takers = [stores(), other(), stores(), other()];
      const taken = await Promise.all(takers.map(({ pairings }) => pairings.take(one.uid, NOW)));
      expect(taken.filter((wrap) => wrap !== undefined)).toEqual([one.wrap]);
    });

    test('replaces the one before', async () => {
      const { pairings } = stores();
      const first = pairing();
      const second = pairing(first.uid);
      await pairings.put(first, NOW);
      await pairings.put(second, NOW);
      expect(await pairings.take(first.uid, NOW)).toBe(second.wrap);
      expect(await pairings.take(first.uid, NOW)).toBeUndefined();
    });
  });
}
