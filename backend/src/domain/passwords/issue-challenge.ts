import { TIMING, type Challenge, type ChallengeRequest } from '@parley/protocol';
import type { Context } from '../context.ts';
import { fakeKdf } from './fake-kdf.ts';

/** Starts a login: returns a challenge to sign, and how to derive the key. Does not reveal whether the user exists. */
export async function issueChallenge(
  { users, random, clock, rules }: Pick<Context, 'users' | 'random' | 'clock' | 'rules'>,
  { username }: ChallengeRequest,
): Promise<Challenge> {
  const account = await users.byUsername(username);
  const expiresAt = clock() + TIMING.challenge;
  const challenge = rules.challenges.issue({ subject: username, expiresAt }, random);
  const kdf = account?.credential.kdf ?? fakeKdf(rules.saltSecret, username);
  return { challenge, expiresAt, kdf };
}
