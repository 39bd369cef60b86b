import { ANNOUNCEMENTS, ParleyError, roleOf, type ConversationState, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { isMachine } from '../users/is-machine.ts';

type ManageContext = Pick<Context, 'conversations' | 'users'>;

/**
 * Checks that somebody manages the webhooks of a conversation, sealed or ended ones included: its owners and admins, of the
 * announcements the administrators.
 * @throws ParleyError `E_NOT_FOUND` for a conversation that they are not in, `E_FORBIDDEN`
 */
export async function checkManages(
  { conversations, users }: ManageContext,
  uid: Uuid,
  conversation: Uuid,
): Promise<ConversationState> {
  const state = await conversations.state(conversation, [uid]);
  const role = state === undefined ? null : roleOf(state, uid);
  if (state === undefined || role === null) throw new ParleyError('E_NOT_FOUND');
  const [user] = await users.byUid([uid]);
  const isAllowed = conversation === ANNOUNCEMENTS ? user?.admin : role === 'owner' || role === 'admin';
  if (isAllowed !== true || user === undefined || user.removed || isMachine(user))
    throw new ParleyError('E_FORBIDDEN');
  return state;
}

/**
 * Checks that somebody may make webhooks in a conversation.
 * @throws ParleyError those of `checkManages`, `E_SEALED` where the server cannot read and write, `E_CONVERSATION_ENDED`
 */
export async function checkMayManage(
  context: ManageContext,
  uid: Uuid,
  conversation: Uuid,
): Promise<ConversationState> {
  const state = await checkManages(context, uid, conversation);
  if (state.protection !== 'open') throw new ParleyError('E_SEALED');
  if (state.ended) throw new ParleyError('E_CONVERSATION_ENDED');
  return state;
}
