import type { Entry } from '@parley/protocol';
import { changeGroup, type GroupChange, type GroupContext } from '../groups/group-change.ts';

/**
 * Lets a user into a room at their own request. They may read all that was said in it.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, `E_ALREADY_MEMBER`, `E_ROOM_FULL`, `E_CONVERSATION_ENDED`
 */
export async function joinRoom(context: GroupContext, change: GroupChange<'joined'>): Promise<Entry> {
  return changeGroup(context, change);
}
