import { isRoom, ParleyError, roleOf, type ConversationDetails, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { stateAsLeft } from './state-as-left.ts';

/**
 * State and marks of a conversation; of a room, the user's own membership beside its owners and admins, and the marks of all only
 * where its head has them. A former member gets the state at their removal, without marks.
 * @throws ParleyError `E_NOT_FOUND` if the user never was a member
 */
export async function conversationDetails(
  context: Pick<Context, 'conversations'>,
  uid: Uuid,
  conversation: Uuid,
): Promise<ConversationDetails> {
  const { conversations } = context;
  const view = await conversations.view(uid, conversation);
  if (view === undefined) throw new ParleyError('E_NOT_FOUND');
  if (roleOf(view.state, uid) === null) return { state: await stateAsLeft(context, uid, view), marks: [] };
  if (isRoom(view.state)) return { state: view.state, marks: [...(view.marks ?? [{ uid, ...view.mark }])] };
  return { state: view.state, marks: [...(await conversations.marks(conversation))] };
}
