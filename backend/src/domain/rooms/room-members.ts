import { isRoom, type ConversationState, type Entry, type Member, type Uuid } from '@parley/protocol';

/** What the index of a room's members says of a user. */
export interface RoomMembership {
  /** Where they joined last. Whoever was banned before they ever joined has none. */
  readonly joined?: number | undefined;
  /** Where they left, or were removed or banned, after that. */
  readonly departed?: number | undefined;
  readonly banned?: true | undefined;
  /** Until then they may not write, in ms. */
  readonly mutedUntil?: number | undefined;
  /** The time of their last message that slow mode counts, in ms. */
  readonly lastSent?: number | undefined;
}

/** By uid; without those who never were members, unless they are banned. */
export type RoomMemberships = ReadonlyMap<Uuid, RoomMembership>;

/** What an entry changes in the row of a user: undefined takes a field away. */
export interface RowChange {
  readonly uid: Uuid;
  readonly change: RoomMembership;
}

/** Whether a user is in the room. */
export function isPresent(row: RoomMembership | undefined): boolean {
  return row?.joined !== undefined && row.departed === undefined;
}

/**
 * The state of a room with the memberships of some users in it, for the rules that read members from a state. A state of
 * other conversations holds them already, and stays as it is.
 */
export function withMembers(state: ConversationState, memberships: RoomMemberships): ConversationState {
  if (!isRoom(state) || memberships.size === 0) return state;
  const known = [...memberships].flatMap(([uid, row]) => {
    const member = memberOf(state, uid, row);
    return member === undefined ? [] : [[uid, member] as const];
  });
  return { ...state, members: { ...state.members, ...Object.fromEntries(known) } };
}

/** A member as the index and the state of a room have them: the role stands in the state, unless it is the least. */
function memberOf(
  { members }: ConversationState,
  uid: Uuid,
  { joined, departed, mutedUntil }: RoomMembership,
): Member | undefined {
  if (joined === undefined) return undefined;
  const mute = mutedUntil === undefined ? {} : { mutedUntil };
  if (departed !== undefined) return { role: null, intervals: [{ from: joined, to: departed }], ...mute };
  return { role: members[uid]?.role ?? 'member', intervals: [{ from: joined }], ...mute };
}

/**
 * What an entry of a room changes in the rows of its members, beside the time of messages: who is in, who is banned, who is muted. Pure.
 * Mutes and bans outlast leaving.
 */
export function rowChanges({
  seq,
  time,
  sender,
  body,
}: Pick<Entry, 'seq' | 'time' | 'sender' | 'body'>): readonly RowChange[] {
  switch (body.kind) {
    case 'created':
      return body.members.map(({ uid }) => ({ uid, change: { joined: seq } }));
    case 'joined':
      return [{ uid: sender, change: { joined: seq, departed: undefined } }];
    case 'left':
      return [{ uid: sender, change: { departed: seq } }];
    case 'removed':
      return [{ uid: body.member, change: { departed: seq } }];
    case 'banned':
      return [{ uid: body.member, change: { banned: true, ...(body.wasIn === true && { departed: seq }) } }];
    case 'unbanned':
      return [{ uid: body.member, change: { banned: undefined } }];
    case 'muted':
      return [{ uid: body.member, change: { mutedUntil: time + body.seconds * 1000 } }];
    default:
      return [];
  }
}

/** The time of a message for the row of its sender, where slow mode counts it: only plain members wait. */
export function slowedChange(
  { rules, members }: Pick<ConversationState, 'rules' | 'members'>,
  { sender, time, body }: Pick<Entry, 'sender' | 'time' | 'body'>,
): readonly RowChange[] {
  const counts = body.kind === 'message' && (rules?.slowMode ?? 0) > 0 && members[sender] === undefined;
  return counts ? [{ uid: sender, change: { lastSent: time } }] : [];
}
