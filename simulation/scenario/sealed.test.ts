import { describe, expect, test } from 'vitest';
import { SEALED_PROFILES, type Profile } from './profile.ts';
import { run } from './run.ts';
import { seedCount } from './seeds.ts';

/** Real signatures and post-quantum seals: such a run takes a second. */
const SEEDS = Math.ceil(seedCount() / 75);

async function kept(seed: number, profile: Profile): Promise<string> {
  const { failures, trace } = await run(seed, profile);
  if (failures.length > 0) expect.fail([`${profile.name}, seed ${seed}`, ...failures, trace].join('\n'));
  return trace;
}

describe('what is sealed arrives once and in order, and every device opens all of it', () => {
  test.each(SEALED_PROFILES)(
    '$name',
    async (profile) => {
      for (let seed = 0; seed < SEEDS; seed++) await kept(seed, profile);
    },
    SEEDS * 30_000,
  );

  test('the same seed gives the same run', async () => {
    const [profile] = SEALED_PROFILES;
    if (profile === undefined) throw new Error('there are profiles');
    expect(await kept(7, profile)).toBe(await kept(7, profile));
  }, 60_000);
});
