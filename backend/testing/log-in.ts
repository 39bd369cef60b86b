import { sign } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { Challenge, loginMessage, type LoginRequest, type Proof } from '@parley/protocol';
import { call, type HttpAnswer } from './call.ts';
import type { TestUser } from './register-user.ts';
import { ORIGIN } from './start-test-backend.ts';

interface ProofOptions {
  readonly origin?: string;
  /** Instead of a fresh one. */
  readonly challenge?: Challenge;
}

/** Fetches a challenge for a username. */
export async function newChallenge(httpUrl: string, username: string): Promise<Challenge> {
  return Challenge.parse((await call(httpUrl, 'challenge', { username })).body);
}

/** The answer to a challenge with the user's key. */
export async function proofOf(
  httpUrl: string,
  { username, key }: Pick<TestUser, 'username' | 'key'>,
  { origin = ORIGIN, challenge }: ProofOptions = {},
): Promise<Proof> {
  const given = challenge ?? (await newChallenge(httpUrl, username));
  const message = loginMessage({
    origin,
    username,
    challenge: Buffer.from(given.challenge, 'base64'),
    expiresAt: given.expiresAt,
  });
  const signature = sign(null, message, key).toString('base64');
  return { challenge: given.challenge, origin, key: { kind: 'password' }, signature };
}

/** Logs in as a terminal would. */
export async function logIn(
  httpUrl: string,
  user: Pick<TestUser, 'username' | 'key'>,
  proof?: Proof,
): Promise<HttpAnswer> {
  const request: LoginRequest = {
    username: user.username,
    proof: proof ?? (await proofOf(httpUrl, user)),
    device: { id: randomUUID(), name: 'Another' },
  };
  return call(httpUrl, 'login', request);
}
