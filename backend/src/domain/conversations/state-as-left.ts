import { isRoom, type ConversationState, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { ConversationView } from '../log/conversation-store.ts';
import { stateAt } from '../log/state-at.ts';
import { roomAsLeft } from '../rooms/room-as-left.ts';

/** The state of a conversation as a former member may see it: that of their removal. */
export async function stateAsLeft(
  context: Pick<Context, 'conversations'>,
  uid: Uuid,
  view: ConversationView,
): Promise<ConversationState> {
  const { state, newest } = view;
  return isRoom(state) ? roomAsLeft(view, uid) : stateAt(context, state.conversation, newest.seq);
}
