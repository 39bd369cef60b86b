import { membershipChange } from '@parley/backend/domain/conversations/membership-change.ts';
import type { Moved } from '@parley/backend/domain/conversations/conversation-store.ts';
import type { Appended } from '@parley/backend/domain/conversations/next-entry.ts';
import { currentMembers, type MarksMoved, type Uuid } from '@parley/protocol';

/** What nodes tell each other, and each of them its sessions. */
export type Ring =
  | { readonly kind: 'entry'; readonly appended: Appended }
  | { readonly kind: 'marks'; readonly moved: MarksMoved };

/** Those who hear of an entry: the members, and whoever left by it. */
export function listenersOf({ state, entry }: Appended): readonly Uuid[] {
  return [...currentMembers(state), ...membershipChange(entry).departed];
}

/** Those who hear of a ring as an entry of a conversation that they are in from now on. */
export function newcomersOf({ entry }: Appended): readonly Uuid[] {
  return membershipChange(entry).joined;
}

export function marksRing({ conversation, mark }: Moved): Ring {
  return { kind: 'marks', moved: { conversation, marks: [mark] } };
}
