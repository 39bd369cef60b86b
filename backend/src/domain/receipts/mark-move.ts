import {
  ANNOUNCEMENTS,
  readableHead,
  roleOf,
  type ConversationState,
  type Mark,
  type Uuid,
} from '@parley/protocol';
import { movedMark } from './marks.ts';

/** Who learns of a moved mark: nobody, those who are online now, or also those who ask later what changed. */
export type MarkAudience = 'nobody' | 'online' | 'everyone';

export interface MarkMove {
  readonly mark: Mark;
  readonly audience: MarkAudience;
}

/** How a user's mark moves after a report, at most to the last entry that they may read; undefined if it does not move. */
export function markMove(
  state: ConversationState,
  uid: Uuid,
  mark: Mark,
  { kind, seq }: { readonly kind: 'delivered' | 'read'; readonly seq: number },
): MarkMove | undefined {
  const moved = movedMark(mark, kind, Math.min(seq, readableHead(state, uid)));
  return moved && { mark: moved, audience: audienceOf(state, uid) };
}

function audienceOf(state: ConversationState, uid: Uuid): MarkAudience {
  // A former member can still move their mark, but no one else learns of it.
  if (roleOf(state, uid) === null) return 'nobody';
  // In the announcements nobody sees others' marks, so that the members need not ask for heads again.
  return state.conversation === ANNOUNCEMENTS ? 'online' : 'everyone';
}
