import { describe, expect, it } from 'vitest';
import type { Naivety } from '../client/naive-device.ts';
import { PROFILES } from './profile.ts';
import { runNaive } from './run.ts';

const SEEDS = 40;
const NAIVETIES: readonly Naivety[] = ['new ids', 'no retries', 'no gap detection', 'no comparison'];

/** A checker that never fails proves nothing. */
describe('a naive client', { timeout: 60_000 }, () => {
  it.each(NAIVETIES)('is caught: %s', async (naivety) => {
    expect(await caught(naivety)).not.toEqual([]);
  });

  it('is caught for nothing else', async () => {
    expect(await caught('nothing')).toEqual([]);
  });
});

async function caught(naivety: Naivety): Promise<readonly string[]> {
  const failures = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const profile = PROFILES[seed % PROFILES.length];
    if (profile !== undefined) failures.push(...(await runNaive(seed, profile, naivety)).failures);
  }
  return failures;
}
