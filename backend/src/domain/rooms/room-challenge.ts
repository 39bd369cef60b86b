import { isRoom, ParleyError, TIMING, type Challenge, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { RoomAttempt } from '../limits/attempts.ts';
import type { RoomLock } from './room-locks.ts';

type ChallengeContext = Pick<
  Context,
  'conversations' | 'roomLocks' | 'roomAttempts' | 'random' | 'clock' | 'rules'
>;

/** Whom a challenge is for: another user, room or password makes another one. Usernames have no colon. */
export function challengedOf(uid: Uuid, { conversation, id }: Pick<RoomLock, 'conversation' | 'id'>): string {
  return `room:${conversation}:${id}:${uid}`;
}

/**
 * What somebody signs to prove the password of a room; undefined where it takes none. A wait is told before the password is derived.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, `E_RATE_LIMITED`
 */
export async function roomChallenge(
  context: ChallengeContext,
  attempt: RoomAttempt,
): Promise<Challenge | undefined> {
  const { random, clock, rules, roomAttempts } = context;
  const lock = await lockOf(context, attempt.room);
  if (lock === undefined) return undefined;
  await roomAttempts.check(attempt);
  const expiresAt = clock() + TIMING.challenge;
  const challenge = rules.challenges.issue({ subject: challengedOf(attempt.uid, lock), expiresAt }, random);
  return { challenge, expiresAt, kdf: lock.credential.kdf };
}

/**
 * What a room is locked by; undefined if it takes no password.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, `E_CHALLENGE_EXPIRED` if its password is changed at this moment
 */
export async function lockOf(
  { conversations, roomLocks }: Pick<Context, 'conversations' | 'roomLocks'>,
  room: Uuid,
): Promise<RoomLock | undefined> {
  const state = await conversations.state(room);
  if (state === undefined || !isRoom(state) || state.ended) throw new ParleyError('E_NOT_FOUND');
  if (state.lock === undefined) return undefined;
  const lock = await roomLocks.find(room, state.lock);
  if (lock === undefined) throw new ParleyError('E_CHALLENGE_EXPIRED');
  return lock;
}
