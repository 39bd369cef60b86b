import { ParleyError } from '@parley/protocol';
import type { EventHandler } from '../event-handler.ts';
import { roomOf } from '../rooms.ts';

/** Somebody is typing. Being in the room is being a member: rooms follow membership. */
export const typing: EventHandler<'typing'> = async ({ typists }, { data, rooms }, { conversation }) => {
  await data.entered;
  if (!rooms.has(roomOf.conversation(conversation))) throw new ParleyError('E_NOT_A_MEMBER');
  typists.typing({ conversation, uid: data.uid });
  return undefined;
};
