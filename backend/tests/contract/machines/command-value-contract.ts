import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';

/** A command of its own for each test. */
const newName = () => `c_${randomUUID().replaceAll('-', '')}`;

export function commandValueContract(stores: () => Stores, other: () => Stores): void {
  describe('the values of a command', () => {
    test('are set, read by any server, and removed', async () => {
      const name = newName();
      await stores().commandValues.set(name, 'a', '1');
      await stores().commandValues.set(name, 'a', '{"b":[2]}');
      expect(await other().commandValues.get(name, 'a')).toBe('{"b":[2]}');
      expect(await other().commandValues.remove(name, 'a')).toBe(true);
      expect(await stores().commandValues.remove(name, 'a')).toBe(false);
      expect(await stores().commandValues.get(name, 'a')).toBeUndefined();
    });

    test('are those of no other command, whatever it is called', async () => {
      const name = newName();
      await stores().commandValues.set(name, 'a', '1');
      await stores().commandValues.set(`${name}_`, 'a', '2');
      expect(await stores().commandValues.get(`${name}_`, 'a')).toBe('2');
      expect(await stores().commandValues.keys(name, '', '', 10)).toEqual(['a']);
      expect(await stores().commandValues.count(name)).toBe(1);
    });

    test('are replaced only if they are what is expected', async () => {
      const name = newName();
      const { commandValues } = stores();
      expect(await commandValues.replace(name, 'a', '1', '2')).toBe(false);
      expect(await commandValues.replace(name, 'a', undefined, '1')).toBe(true);
      expect(await commandValues.replace(name, 'a', undefined, '2')).toBe(false);
      expect(await commandValues.replace(name, 'a', '1', '2')).toBe(true);
      expect(await commandValues.get(name, 'a')).toBe('2');
    });

    test('are counted up by two servers at once without a loss', async () => {
      const name = newName();
      const count = async ({ commandValues }: Stores) => {
        for (;;) {
          const before = await commandValues.get(name, 'n');
          if (await commandValues.replace(name, 'n', before, String(Number(before ?? 0) + 1))) return;
        }
      };
      await Promise.all(Array.from({ length: 10 }, (_, at) => count(at % 2 === 0 ? stores() : other())));
      expect(await stores().commandValues.get(name, 'n')).toBe('10');
    });

    test('have keys that are listed in order, by prefix, a page at a time', async () => {
      const name = newName();
      const { commandValues } = stores();
      for (const key of ['b', 'a 2', 'a 10', 'ä', 'z', '🍎']) await commandValues.set(name, key, '0');
      expect(await commandValues.keys(name, '', '', 10)).toEqual(['a 10', 'a 2', 'b', 'z', 'ä', '🍎']);
      expect(await commandValues.keys(name, 'a ', '', 10)).toEqual(['a 10', 'a 2']);
      expect(await commandValues.keys(name, '', 'a 2', 2)).toEqual(['b', 'z']);
      expect(await commandValues.count(name)).toBe(6);
    });
  });
}
