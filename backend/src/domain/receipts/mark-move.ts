import {
  ANNOUNCEMENTS,
  isRoom,
  LIMITS,
  memberCountOf,
  readableHead,
  roleOf,
  type ConversationState,
  type Mark,
  type Uuid,
} from '@parley/protocol';
import type { MovedMark } from '../log/conversation-store.ts';
import { movedMark } from './marks.ts';

/**
 * Who learns of a moved mark: nobody, the user's own other devices, or all members at once. Whether those who ask later what
 * changed are told of it, too, is said by `isChange`.
 */
export type MarkAudience = 'nobody' | 'own' | 'members';

export interface MarkMove {
  readonly mark: Mark;
  readonly audience: MarkAudience;
  /** Whether the conversation counts as changed by it for all members. */
  readonly isChange: boolean;
}

/** How a user's mark moves after a report, at most to the last entry that they may read; undefined if it does not move. */
export function markMove(
  state: ConversationState,
  uid: Uuid,
  mark: Mark,
  { kind, seq }: { readonly kind: 'delivered' | 'read'; readonly seq: number },
): MarkMove | undefined {
  const moved = movedMark(mark, kind, Math.min(seq, readableHead(state, uid)));
  return moved && { mark: moved, ...audienceOf(state, uid) };
}

/** What is published of a moved mark, if anybody is told. @param mark where it is now */
export function published(
  conversation: Uuid,
  uid: Uuid,
  { audience }: Pick<MarkMove, 'audience'>,
  mark: Mark,
): MovedMark | undefined {
  if (audience === 'nobody') return undefined;
  return { conversation, mark: { uid, ...mark }, ...(audience === 'own' && { isOwn: true }) };
}

function audienceOf(state: ConversationState, uid: Uuid): Omit<MarkMove, 'mark'> {
  // A former member can still move their mark, but no one else learns of it.
  if (roleOf(state, uid) === null) return { audience: 'nobody', isChange: false };
  // In the announcements nobody sees others' marks, so that the members need not ask for heads again.
  if (state.conversation === ANNOUNCEMENTS) return { audience: 'own', isChange: false };
  // Of a large room everyone sees the floor alone. To tell everyone of each mark would grow with the square of its members.
  const isLarge = isRoom(state) && memberCountOf(state) > LIMITS.marksMembers;
  return { audience: isLarge ? 'own' : 'members', isChange: true };
}
