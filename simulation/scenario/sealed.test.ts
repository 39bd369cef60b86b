import { expect, test } from 'vitest';
import { SEALED } from './profile.ts';
import { run } from './run.ts';
import { seedCount } from './seeds.ts';

/** Real signatures and post-quantum seals: such a run takes a second. */
const SEEDS = Math.ceil(seedCount() / 30);

test(
  'what is sealed arrives once and in order, and every device opens all of it',
  async () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { failures, trace } = await run(seed, SEALED);
      if (failures.length > 0) expect.fail([`${SEALED.name}, seed ${seed}`, ...failures, trace].join('\n'));
    }
  },
  SEEDS * 20_000,
);
