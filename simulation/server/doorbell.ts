import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import type { Moved } from '@parley/backend/domain/log/conversation-store.ts';
import type { Appended } from '@parley/backend/domain/log/next-entry.ts';
import { currentMembers, type MarksMoved, type Uuid } from '@parley/protocol';

/** Messages between nodes, and from nodes to their sessions. */
export type Ring =
  | { readonly kind: 'entry'; readonly appended: Appended }
  | { readonly kind: 'marks'; readonly moved: MarksMoved };

/** The users who receive an entry: the members, and those who leave by it. */
export function listenersOf({ state, entry }: Appended): readonly Uuid[] {
  return [...currentMembers(state), ...membershipChange(entry).departed];
}

/** The users for whom the entry begins their membership. */
export function newcomersOf({ entry }: Appended): readonly Uuid[] {
  return membershipChange(entry).joined;
}

export function marksRing({ conversation, mark }: Moved): Ring {
  return { kind: 'marks', moved: { conversation, marks: [mark] } };
}
