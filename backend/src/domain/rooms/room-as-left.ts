import type { ConversationState, Uuid } from '@parley/protocol';
import type { ConversationView } from '../log/conversation-store.ts';

/**
 * A room as a former member sees it, without reading its log up to their departure: it ends there, and who is in it since, and by
 * which rules, is not theirs to know. Its name, its look without the description, and how many members it has, everyone may see.
 */
export function roomAsLeft(
  { state: { rules: _, lock: __, ...state }, newest }: Pick<ConversationView, 'state' | 'newest'>,
  uid: Uuid,
): ConversationState {
  const own = state.members[uid];
  return {
    ...state,
    ...(state.look !== undefined && { look: { ...state.look, description: '' } }),
    head: newest.seq,
    chain: newest.chain,
    count: newest.count,
    members: own === undefined ? {} : { [uid]: own },
    pinned: state.pinned.filter((seq) => seq <= newest.seq),
  };
}
