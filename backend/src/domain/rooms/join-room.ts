import { ParleyError, type Entry, type Proof } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';
import { checkRoomProof, type RoomProofContext } from './check-room-proof.ts';

/** How somebody proves that they know the password of a room. */
export interface GivenProof {
  readonly proof?: Proof | undefined;
  readonly address: string;
}

/**
 * Lets a user into a room at their own request. They may read all that was said in it. The log decides first without the proof: who is
 * banned, or finds it full, does not learn whether the password is right.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, `E_ALREADY_MEMBER`, `E_BANNED`, `E_ROOM_FULL`, `E_CONVERSATION_ENDED`;
 * `E_ROOM_LOCKED` without a proof where it takes a password, and what `checkRoomProof` throws
 */
export async function joinRoom(
  context: GroupContext & RoomProofContext,
  change: GroupChange<'joined'>,
  { proof, address }: GivenProof,
): Promise<Entry> {
  try {
    return await changeGroup(context, change);
  } catch (refusal) {
    if (proof === undefined || !isLocked(refusal)) throw refusal;
  }
  const { conversation: room, sender: uid } = change;
  const proven = await checkRoomProof(context, { uid, room, address }, proof);
  return changeGroup(context, { ...change, proven });
}

function isLocked(refusal: unknown): boolean {
  return refusal instanceof ParleyError && refusal.code === 'E_ROOM_LOCKED';
}
