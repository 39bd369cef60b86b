import { ANNOUNCEMENTS, ParleyError, roleOf, type ConversationState, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Checks that somebody may manage the webhooks of a conversation: its owners and admins, of the announcements the administrators.
 * @throws ParleyError `E_NOT_FOUND` for a conversation that they are not in, `E_FORBIDDEN`, `E_SEALED` where the server cannot read
 *   and write, `E_CONVERSATION_ENDED`
 */
export async function checkMayManage(
  { conversations, users }: Pick<Context, 'conversations' | 'users'>,
  uid: Uuid,
  conversation: Uuid,
): Promise<ConversationState> {
  const state = await conversations.state(conversation, [uid]);
  const role = state === undefined ? null : roleOf(state, uid);
  if (state === undefined || role === null) throw new ParleyError('E_NOT_FOUND');
  const [user] = await users.byUid([uid]);
  const isAllowed = conversation === ANNOUNCEMENTS ? user?.admin : role === 'owner' || role === 'admin';
  if (isAllowed !== true || user?.kind !== undefined) throw new ParleyError('E_FORBIDDEN');
  if (state.protection !== 'open') throw new ParleyError('E_SEALED');
  if (state.ended) throw new ParleyError('E_CONVERSATION_ENDED');
  return state;
}
