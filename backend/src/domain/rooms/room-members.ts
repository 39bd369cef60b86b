import { isRoom, type ConversationState, type Entry, type Member, type Uuid } from '@parley/protocol';

/** What the index of a room's members says of a user: where they joined last, and left or were removed after that. */
export interface RoomMembership {
  readonly joined: number;
  readonly departed?: number | undefined;
}

/** By uid; without those who never were members. */
export type RoomMemberships = ReadonlyMap<Uuid, RoomMembership>;

/**
 * The state of a room with the memberships of some users in it, for the rules that read members from a state. A state of
 * other conversations holds them already, and stays as it is.
 */
export function withMembers(state: ConversationState, memberships: RoomMemberships): ConversationState {
  if (!isRoom(state) || memberships.size === 0) return state;
  const known = [...memberships].map(([uid, row]) => [uid, memberOf(state, uid, row)] as const);
  return { ...state, members: { ...state.members, ...Object.fromEntries(known) } };
}

/** A member as the index and the state of a room have them: the role stands in the state, unless it is the least. */
function memberOf({ members }: ConversationState, uid: Uuid, { joined, departed }: RoomMembership): Member {
  if (departed !== undefined) return { role: null, intervals: [{ from: joined, to: departed }] };
  return { role: members[uid]?.role ?? 'member', intervals: [{ from: joined }] };
}

/** A user's row in the index after an entry that they joined or departed with. */
export function membershipAfter(
  before: RoomMembership | undefined,
  { seq }: Pick<Entry, 'seq'>,
  change: 'joined' | 'departed',
): RoomMembership {
  return change === 'joined' ? { joined: seq } : { joined: before?.joined ?? seq, departed: seq };
}
