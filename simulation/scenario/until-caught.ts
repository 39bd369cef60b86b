import type { Profile } from './profile.ts';
import { run } from './run.ts';

const SEEDS = 20;

/** What the checker says of the first of some runs in which it complains so, of the last one where it never does. */
export async function untilCaught(profile: Profile | undefined, complaint: RegExp): Promise<string> {
  if (profile === undefined) throw new Error('there is such a profile');
  let said = '';
  for (let seed = 0; seed < SEEDS && !complaint.test(said); seed++)
    said = (await run(seed, profile)).failures.join('\n');
  return said;
}
