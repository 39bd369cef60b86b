import { ParleyError } from '@parley/protocol';
import type { EventHandler } from './event-handler.ts';
import { roomOf } from '../rooms.ts';

/** A user is typing. No query for the membership: a connection is in the room exactly while its user is a member. */
export const typing: EventHandler<'typing'> = async (context, connection, { conversation }) => {
  const { data } = connection;
  await data.entered;
  if (!connection.isIn(roomOf.conversation(conversation))) throw new ParleyError('E_NOT_A_MEMBER');
  context.typing.typing({ conversation, uid: data.uid });
  return undefined;
};
