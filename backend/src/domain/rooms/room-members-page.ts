import {
  foldedWords,
  isRoom,
  LIMITS,
  ParleyError,
  roleOf,
  type ConversationState,
  type ListRequest,
  type RoomMember,
  type RoomMembersPage,
  type User,
  type Uuid,
} from '@parley/protocol';
import { formatPlace, parsePlace, type MemberPlace } from './member-place.ts';
import { sectionOf, type MembersContext, type SectionQuery } from './member-section.ts';

/** In the order of a page. */
const SECTIONS = ['online', 'offline'] as const;

/**
 * A page of a room's members, for one of them: who is online first, then by name. What a request looks at is bounded, however
 * large the room is and however many accounts there are.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, or one that the user never was in; `E_NOT_A_MEMBER`, `E_BAD_REQUEST`
 */
export async function roomMembersPage(
  context: MembersContext,
  uid: Uuid,
  conversation: Uuid,
  { search = '', after }: ListRequest,
): Promise<RoomMembersPage> {
  const place = parsePlace(after);
  const room = await roomFor(context, uid, conversation);
  const query = { room, viewer: uid, words: foldedWords(search) };
  const { users, next } = await pageOf(context, query, place);
  return {
    members: await withRoles(context, query, users),
    ...(next !== undefined && { next: formatPlace(next) }),
  };
}

async function roomFor(
  { conversations }: MembersContext,
  uid: Uuid,
  conversation: Uuid,
): Promise<ConversationState> {
  const state = await conversations.state(conversation, [uid]);
  if (state === undefined || !isRoom(state) || state.members[uid] === undefined)
    throw new ParleyError('E_NOT_FOUND');
  if (roleOf(state, uid) === null) throw new ParleyError('E_NOT_A_MEMBER');
  return state;
}

/** The rest of the section that the page begins in, and the beginning of the next one. */
async function pageOf(
  context: MembersContext,
  query: Omit<SectionQuery, 'section' | 'after' | 'limit'>,
  place: MemberPlace,
): Promise<{ readonly users: readonly User[]; readonly next?: MemberPlace }> {
  const users: User[] = [];
  for (const section of SECTIONS.slice(SECTIONS.indexOf(place.section))) {
    const limit = LIMITS.pageMembers - users.length;
    if (limit === 0) return { users, next: { section } };
    const after = section === place.section ? place.after : undefined;
    const part = await sectionOf(context, { ...query, section, after, limit });
    users.push(...part.users);
    if (part.next !== undefined) return { users, next: { section, after: part.next } };
  }
  return { users };
}

/** Without those who have left meanwhile. */
async function withRoles(
  { conversations, onlineUsers }: MembersContext,
  { room, viewer }: Pick<SectionQuery, 'room' | 'viewer'>,
  users: readonly User[],
): Promise<RoomMember[]> {
  const state = await conversations.state(
    room.conversation,
    users.map(({ uid }) => uid),
  );
  // Who is muted is their own affair, and of those who keep order.
  const isTold = roleOf(room, viewer) !== 'member';
  return users.flatMap((user) => {
    const role = state === undefined ? null : roleOf(state, user.uid);
    const until = isTold ? state?.members[user.uid]?.mutedUntil : undefined;
    const mute = until === undefined ? {} : { mutedUntil: until };
    return role === null ? [] : [{ user, role, online: onlineUsers.shows(user.uid, viewer), ...mute }];
  });
}
