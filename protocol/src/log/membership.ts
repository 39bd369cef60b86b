import type { ConversationType, Role } from './body.ts';
import type { ConversationState, Member, Range } from './conversation.ts';
import type { Uuid } from '../ids.ts';
import { isKnownRole, isKnownType, type Worded } from './known-words.ts';

/** What rights depend on. */
export type Roster = Pick<ConversationState, 'type' | 'members' | 'memberCount'>;

/** The user's role now, or null if they are no member. Everyone is a member of the announcements. */
export function roleOf(state: Roster, uid: Uuid): Role | null {
  if (state.type === 'announcement') return 'member';
  return knownRole(state.members[uid]?.role ?? null);
}

/** A role as this version reads it: one that a later version added counts as the least, that of a member. */
export function knownRole(role: Member['role']): Role | null {
  return role === null || isKnownRole(role) ? role : 'member';
}

/** A type as this version reads it: one that a later version added counts as a group, which its members alone read. */
export function knownType(type: ConversationState['type']): ConversationType {
  return isKnownType(type) ? type : 'group';
}

/**
 * Whether a user may remove a member, or delete what that member wrote. Owners may always; admins only if the other is
 * neither owner nor admin.
 * @param other the other's role, null if they are no longer a member
 */
export function outranks(role: Role | null, other: Role | null): boolean {
  if (role === 'owner') return true;
  return role === 'admin' && (other === 'member' || other === null);
}

/** Whether a conversation is a room: a public group. It may be large, so that its state does not hold all members. */
export function isRoom({ type, visibility }: Pick<Worded, 'type' | 'visibility'>): boolean {
  return type === 'group' && (visibility === 'public' || visibility === 'locked');
}

/** How many members there are now; none in the announcements. */
export function memberCountOf(state: Pick<Roster, 'members' | 'memberCount'>): number {
  return state.memberCount ?? currentMembers(state).length;
}

/** The uids of the current members that a state holds. The announcements have no such list. */
export function currentMembers(state: Pick<Roster, 'members'>): Uuid[] {
  return Object.keys(state.members).filter((uid) => state.members[uid]?.role !== null);
}

/** The ranges that a user may read, in order and without overlap; empty for a stranger. */
export function readableRanges(state: ConversationState, uid: Uuid): readonly Range[] {
  if (state.type === 'announcement') return [{ from: 1 }];
  const intervals = state.members[uid]?.intervals ?? [];
  const last = intervals.at(-1);
  if (last === undefined || state.history !== 'all') return intervals;
  return [last.to === undefined ? { from: 1 } : { from: 1, to: last.to }];
}

/** The last entry that a user may read, 0 for a stranger. */
export function readableHead(state: ConversationState, uid: Uuid): number {
  const last = readableRanges(state, uid).at(-1);
  return last === undefined ? 0 : Math.min(last.to ?? state.head, state.head);
}

/** Whether one entry lies in the ranges. */
export function inRanges(ranges: readonly Range[], seq: number): boolean {
  return ranges.some((range) => range.from <= seq && seq <= (range.to ?? Number.POSITIVE_INFINITY));
}
