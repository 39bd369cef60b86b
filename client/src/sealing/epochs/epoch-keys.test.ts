import { expect, test, vi } from 'vitest';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { EpochKeys } from './epoch-keys.ts';

const GROUP = '10000000-0000-4000-8000-000000000000';

test('keys that could not be read are read anew, and those that were read are held', async () => {
  const of = vi.fn<() => Promise<readonly EpochKey[]>>().mockResolvedValue([]);
  of.mockRejectedValueOnce(new DOMException('broken off', 'AbortError'));
  const keys = new EpochKeys({
    keeper: { keep: async () => undefined, of },
    crypto: { open: () => Promise.reject(new Error('nothing is opened')) },
    logs: { bundles: async () => [] },
    account: () => undefined,
    alarm: () => undefined,
  });
  await expect(keys.of(GROUP)).rejects.toThrow('broken off');
  expect(await keys.of(GROUP)).toEqual([]);
  await keys.of(GROUP);
  expect(of).toHaveBeenCalledTimes(2);
});
