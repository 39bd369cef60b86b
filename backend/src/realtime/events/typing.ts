import { ParleyError } from '@parley/protocol';
import type { EventHandler } from './event-handler.ts';
import { roomOf } from '../rooms.ts';

/** A user is typing. No query for the membership: a socket is in the room exactly while its user is a member. */
export const typing: EventHandler<'typing'> = async ({ typists }, { data, rooms }, { conversation }) => {
  await data.entered;
  if (!rooms.has(roomOf.conversation(conversation))) throw new ParleyError('E_NOT_A_MEMBER');
  typists.typing({ conversation, uid: data.uid });
  return undefined;
};
