import type { ConversationDetails, Mark, Uuid } from '@parley/protocol';
import { currentMembers, isRoom } from '@parley/protocol/core';
import { floorOf } from '../../model/members-marks.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';

/** How far all other members have received and read: by the marks of each, or else by the head. Of a room, only the head knows all members. */
export function floorIn(
  { head }: StoredConversation,
  details: ConversationDetails | undefined,
  me: Uuid,
): Mark {
  if (details === undefined || head.type === 'announcement' || isRoom(head)) return head.floor;
  const known = new Map(details.marks.map((mark) => [mark.uid, mark]));
  const members = currentMembers(details.state);
  const floor = floorOf(
    members.map((uid) => known.get(uid) ?? { uid, delivered: 0, read: 0 }),
    me,
  );
  return {
    delivered: Math.max(floor.delivered, head.floor.delivered),
    read: Math.max(floor.read, head.floor.read),
  };
}
