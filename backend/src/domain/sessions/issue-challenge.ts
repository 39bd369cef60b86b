import { TIMING, type Challenge, type ChallengeRequest } from '@parley/protocol';
import type { Context } from '../context.ts';
import { fakeKdf } from './fake-kdf.ts';

/** Pending logins at once; beyond it, the oldest are dropped. */
const CHALLENGES = 10_000;

/** Starts a login: returns a challenge to sign, and how to derive the key. Does not reveal whether the user exists. */
export async function issueChallenge(
  {
    users,
    challenges,
    random,
    clock,
    rules,
  }: Pick<Context, 'users' | 'challenges' | 'random' | 'clock' | 'rules'>,
  { username }: ChallengeRequest,
): Promise<Challenge> {
  const now = clock();
  const account = await users.byUsername(username);
  const challenge = Buffer.from(random.bytes(32)).toString('base64');
  const expiresAt = now + TIMING.challenge;
  await challenges.put({ challenge, username: username.toLowerCase(), expiresAt }, now, CHALLENGES);
  const kdf = account?.credential.kdf ?? fakeKdf(rules.saltSecret, username);
  return { challenge, expiresAt, kdf };
}
