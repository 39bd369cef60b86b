import { sign, type KeyObject } from 'node:crypto';
import { Challenge, roomProofMessage, type Proof } from '@parley/protocol';
import { call } from './call.ts';
import type { TestUser } from './register-user.ts';
import { ORIGIN } from './start-test-backend.ts';

/** Fetches what a user signs to join a room. */
export async function roomChallengeOf(
  httpUrl: string,
  { token }: Pick<TestUser, 'token'>,
  conversation: string,
): Promise<Challenge> {
  const { body } = await call(httpUrl, 'roomChallenge', {}, { token, params: { conversation } });
  return Challenge.parse((body as { challenge?: unknown }).challenge);
}

/** A proof of a room's password. @param key what the password would be derived to */
export function roomProof(
  { uid }: Pick<TestUser, 'uid'>,
  room: string,
  { key, challenge, origin = ORIGIN }: { key: KeyObject; challenge: Challenge; origin?: string },
): Proof {
  const bytes = Buffer.from(challenge.challenge, 'base64');
  const { expiresAt } = challenge;
  const signature = sign(null, roomProofMessage({ origin, room, uid, challenge: bytes, expiresAt }), key);
  return {
    challenge: challenge.challenge,
    origin,
    key: { kind: 'password' },
    signature: signature.toString('base64'),
  };
}
