import { ParleyError, roleOf, type ConversationDetails, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { stateAt } from '../log/state-at.ts';

/**
 * State and marks of a conversation. A former member gets the state at their removal, without marks.
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
  if (roleOf(view.state, uid) === null)
    return { state: await stateAt(context, conversation, view.newest.seq), marks: [] };
  return { state: view.state, marks: [...(await conversations.marks(conversation))] };
}
