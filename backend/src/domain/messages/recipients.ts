import { directConversationId, ParleyError, UUID, type PrivateMessage, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { headOf } from '../log/head-of.ts';
import { findRoom } from '../rooms/find-room.ts';
import { sha256 } from '../sha256.ts';

type RecipientContext = Pick<Context, 'users' | 'conversations' | 'roomNames'>;

/**
 * The direct conversation that is meant by a username, a uid, or its own id.
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function directTo(
  context: RecipientContext,
  uid: Uuid,
  to: string,
): Promise<Pick<PrivateMessage, 'conversation' | 'peer'>> {
  const peer = await peerOf(context, uid, to);
  if (peer === undefined) throw new ParleyError('E_NOT_FOUND');
  return { conversation: directConversationId(sha256, uid, peer), peer };
}

/**
 * The room that is meant by its name, or any group by its id.
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function roomTo(context: RecipientContext, to: string): Promise<Uuid> {
  const room = UUID.test(to) ? to : await findRoom(context, to);
  if (room === undefined) throw new ParleyError('E_NOT_FOUND');
  return room;
}

async function peerOf(context: RecipientContext, uid: Uuid, to: string): Promise<Uuid | undefined> {
  if (!UUID.test(to)) return (await context.users.byUsername(to))?.user.uid;
  const [user] = await context.users.byUid([to]);
  if (user !== undefined) return user.uid;
  const view = await context.conversations.view(uid, to);
  return view && headOf(uid, view).peer;
}
