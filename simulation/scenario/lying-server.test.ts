import { describe, expect, test } from 'vitest';
import { HISTORIES, KEYS, READERS } from './lies.ts';
import { LYING } from './profile.ts';
import { runLie } from './run.ts';
import { lieSeeds } from './seeds.ts';

const LIES = Object.entries({ ...READERS, ...HISTORIES, ...KEYS });
/** Of each lie. */
const SEEDS = Math.ceil(lieSeeds() / LIES.length);

describe('a server that lies is noticed or makes no difference, and reads nothing', () => {
  test.each(LIES)(
    'one that %s',
    async (name, tell) => {
      for (let seed = 0; seed < SEEDS; seed++) {
        const { failures, trace } = await runLie(seed, LYING, tell);
        if (failures.length > 0) expect.fail([`${name}, seed ${seed}`, ...failures, trace].join('\n'));
      }
    },
    SEEDS * 30_000,
  );
});
