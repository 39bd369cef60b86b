import { ParleyError, roomProofMessage, type Proof, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { RoomAttempt } from '../limits/attempts.ts';
import { withinAttempts } from '../limits/within-attempts.ts';
import { isSignedBy } from '../passwords/ed25519.ts';
import { challengedOf, lockOf } from './room-challenge.ts';
import type { RoomLock } from './room-locks.ts';

export type RoomProofContext = Pick<
  Context,
  'conversations' | 'roomLocks' | 'roomAttempts' | 'challenges' | 'audit' | 'clock' | 'rules'
>;

/**
 * Whether a proof is one of a room's password by this user, under the limits on guessing. A valid one uses up its challenge.
 * @returns the lock that it opens; undefined if the room takes no password any more
 * @throws ParleyError `E_ROOM_PASSWORD`; `E_CHALLENGE_EXPIRED`, also for a challenge of another user, room or password; `E_ORIGIN`,
 * `E_RATE_LIMITED`
 */
export async function checkRoomProof(
  context: RoomProofContext,
  attempt: RoomAttempt,
  proof: Proof,
): Promise<Uuid | undefined> {
  const { uid, room, address } = attempt;
  return withinAttempts(context.roomAttempts, attempt, {
    wrong: 'E_ROOM_PASSWORD',
    check: () => provenLock(context, attempt, proof),
    record: (waits) =>
      record(context, {
        kind: waits ? 'room_join_locked' : 'room_join_failed',
        uid,
        address,
        details: { conversation: room },
      }),
  });
}

async function provenLock(
  context: RoomProofContext,
  { uid, room }: RoomAttempt,
  proof: Proof,
): Promise<Uuid | undefined> {
  const { challenges, clock, rules } = context;
  const lock = await lockOf(context, room);
  if (lock === undefined) return undefined;
  const { challenge, origin } = proof;
  const subject = challengedOf(uid, lock);
  const expiresAt = rules.challenges.endOf(challenge, subject);
  if (expiresAt === undefined || expiresAt <= clock()) throw new ParleyError('E_CHALLENGE_EXPIRED');
  if (!rules.origins.includes(origin)) throw new ParleyError('E_ORIGIN');
  if (!isProof(lock, uid, proof, expiresAt)) throw new ParleyError('E_ROOM_PASSWORD');
  if (!(await challenges.use({ challenge, subject, expiresAt }, clock())))
    throw new ParleyError('E_CHALLENGE_EXPIRED');
  return lock.id;
}

function isProof(
  { conversation, credential }: RoomLock,
  uid: Uuid,
  { origin, challenge, signature }: Proof,
  expiresAt: number,
): boolean {
  const bytes = Buffer.from(challenge, 'base64');
  return isSignedBy({
    message: roomProofMessage({ origin, room: conversation, uid, challenge: bytes, expiresAt }),
    signature: Buffer.from(signature, 'base64'),
    publicKey: Buffer.from(credential.publicKey, 'base64'),
  });
}
