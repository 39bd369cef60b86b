import { describe, expect, it } from 'vitest';
import { CUT_AT_MESSAGES, OFFLINE, PROFILES, RARE_PROFILES, type Profile } from './profile.ts';
import { run } from './run.ts';
import { replayedSeed, seedCount } from './seeds.ts';

/** A run that fails says how to see it again. */
async function expectKept(seed: number, profile: Profile): Promise<void> {
  const { failures, trace } = await run(seed, profile);
  if (failures.length === 0) return;
  const replay = `SIMULATION_SEED=${seed} npx vitest run --project simulation -t '${profile.name}'`;
  expect.fail([`${profile.name}: ${replay}`, ...failures, trace].join('\n'));
}

function allSeeds(): void {
  const each = Math.ceil(seedCount() / PROFILES.length);
  it.each(PROFILES)(
    '$name',
    async (profile) => {
      const first = PROFILES.indexOf(profile);
      for (let i = 0; i < each; i++) await expectKept(first + i * PROFILES.length, profile);
    },
    each * 1_000,
  );

  const some = Math.ceil(seedCount() / 15);
  it.each(RARE_PROFILES)(
    '$name',
    async (profile) => {
      for (let seed = 0; seed < some; seed++) await expectKept(seed, profile);
    },
    some * 10_000,
  );

  it('a hundred messages written offline arrive once and in order', async () => {
    for (let seed = 0; seed < 5; seed++) await expectKept(seed, OFFLINE);
  }, 60_000);

  it('a network that breaks at each message for 20 s costs no message, and none is refused', async () => {
    for (let seed = 0; seed < 40; seed++) {
      await expectKept(seed, CUT_AT_MESSAGES);
      expect((await run(seed, CUT_AT_MESSAGES)).aside).toEqual([]);
    }
  }, 120_000);

  it('the same seed gives the same run', async () => {
    const profile = profileOf(7);
    expect((await run(7, profile)).trace).toBe((await run(7, profile)).trace);
  });
}

function oneSeed(seed: number): void {
  it.each([...PROFILES, ...RARE_PROFILES])('$name', (profile) => expectKept(seed, profile));
}

function profileOf(seed: number): Profile {
  const profile = PROFILES[seed % PROFILES.length];
  if (profile === undefined) throw new Error('there are profiles');
  return profile;
}

describe('real clients and use cases under faults', () => {
  const replayed = replayedSeed();
  if (replayed === undefined) allSeeds();
  else oneSeed(replayed);
});
