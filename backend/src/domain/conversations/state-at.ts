import { fold, ParleyError, type ConversationState, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

const PAGE = 1_000;

/**
 * The state of a conversation at an entry of the past: what somebody who was removed then may know of it.
 * @throws ParleyError `E_NOT_FOUND` where the log is shorter
 */
export async function stateAt(
  { conversations }: Pick<Context, 'conversations'>,
  conversation: Uuid,
  seq: number,
): Promise<ConversationState> {
  let state: ConversationState | undefined;
  while (state === undefined || state.head < seq) {
    const from = (state?.head ?? 0) + 1;
    const entries = await conversations.entries(conversation, from, Math.min(seq, from + PAGE - 1));
    if (entries.length === 0) throw new ParleyError('E_NOT_FOUND');
    state = entries.reduce(fold, state);
  }
  return state;
}
