import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoredSettings } from '../../src/domain/settings/settings-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { NOW } from './commands.ts';

/** Settings of the version after another. */
export function settingsAfter(
  version: number,
  change: Partial<Omit<StoredSettings, 'version'>> = {},
): StoredSettings {
  return {
    version: version + 1,
    values: { name: 'The harbour', messagesPerSecond: 7 },
    changedAt: NOW,
    changedBy: randomUUID(),
    ...change,
  };
}

export function settingsContract(stores: () => Stores, other: () => Stores): void {
  describe('the settings of a server', () => {
    test('are none at first, then those that were set last, on any server', async () => {
      expect(await stores().settings.version()).toBe(0);
      expect(await stores().settings.read()).toBeUndefined();
      const first = settingsAfter(0, { icon: { type: 'image/png', bytes: 'AAAA' } });
      expect(await stores().settings.replace(first)).toBe(true);
      expect(await other().settings.read()).toEqual(first);
      expect(await other().settings.version()).toBe(1);

      const second = settingsAfter(1, { values: { registration: 'closed' } });
      expect(await other().settings.replace(second)).toBe(true);
      expect(await stores().settings.read()).toEqual(second);
    });

    test('take the place of the version before theirs only', async () => {
      const { settings } = stores();
      const before = await settings.read();
      const version = before?.version ?? 0;
      for (const wrong of [-1, version - 1, version + 1])
        expect(await settings.replace(settingsAfter(wrong))).toBe(false);
      expect(await settings.read()).toEqual(before);
    });

    test('are set by one of many who do it at once', async () => {
      const version = await stores().settings.version();
      const all = Array.from({ length: 10 }, () => settingsAfter(version));
      const results = await Promise.all(
        all.map((next, at) => (at % 2 === 0 ? stores() : other()).settings.replace(next)),
      );
      expect(results.filter((stored) => stored)).toHaveLength(1);
      expect(await other().settings.read()).toEqual(all[results.indexOf(true)]);
    });
  });
}
