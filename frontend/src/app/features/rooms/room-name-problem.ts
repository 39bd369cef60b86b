import { LIMITS, RoomName } from '@parley/protocol';
import { ROOM_MESSAGES } from './room-messages.ts';

/** What is wrong with the name of a room; undefined if nothing is. Whether another room has it, the server knows. */
export function roomNameProblem(name: string): string | undefined {
  const { length } = name.trim();
  if (length === 0) return ROOM_MESSAGES.nameIt;
  if (length < LIMITS.groupNameMin) return ROOM_MESSAGES.shortest(LIMITS.groupNameMin);
  if (length > LIMITS.groupNameMax) return ROOM_MESSAGES.longest(LIMITS.groupNameMax);
  return RoomName.safeParse(name).success ? undefined : ROOM_MESSAGES.letters;
}
