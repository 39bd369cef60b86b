import {
  LIMITS,
  memberCountOf,
  roleOf,
  type ConversationState,
  type User,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { inNameOrder, isCalled } from '../users/name-order.ts';
import type { Section } from './member-place.ts';

/** Up to so many people are read at once and put in order here. */
const FEW = LIMITS.groupMembers;
/** Accounts that one request looks at, in the order of their names, where there are more. */
const LOOK = 2_000;
const BATCH = 200;

export type MembersContext = Pick<Context, 'conversations' | 'users' | 'onlineUsers'>;

export interface SectionQuery {
  readonly room: ConversationState;
  /** Who asks. */
  readonly viewer: Uuid;
  /** Folded; each begins a word of the name. */
  readonly words: readonly string[];
  readonly section: Section;
  readonly after?: Uuid | undefined;
  readonly limit: number;
}

interface Part {
  readonly users: readonly User[];
  /** Behind whom there may be more. */
  readonly next?: Uuid | undefined;
}

/**
 * Members of one section, by name. Few people are gathered: the members of a small room, or of a large one those who are online.
 * Members of a large room are found by walking through the accounts in the order of their names.
 */
export async function sectionOf(context: MembersContext, query: SectionQuery): Promise<Part> {
  const { conversations, onlineUsers } = context;
  const { room, section } = query;
  if (memberCountOf(room) <= FEW) {
    const members = await conversations.marks(room.conversation);
    return gathered(
      context,
      query,
      members.map(({ uid }) => uid),
    );
  }
  if (section === 'online' && onlineUsers.online.size <= FEW)
    return gathered(context, query, await membersAmong(context, query, [...onlineUsers.online]));
  return walked(context, query);
}

async function gathered(context: MembersContext, query: SectionQuery, uids: readonly Uuid[]): Promise<Part> {
  const { words, limit } = query;
  const users = await context.users.byUid(uids.filter((uid) => isInSection(context, query, uid)));
  // Whoever was the last of the page before may have another name by now, or be in the other section.
  const [last] = query.after === undefined ? [] : await context.users.byUid([query.after]);
  const found = inNameOrder(
    users.filter((user) => isCalled(user, words)),
    last,
  );
  return { users: found.slice(0, limit), next: found.length > limit ? found[limit - 1]?.uid : undefined };
}

async function walked(context: MembersContext, query: SectionQuery): Promise<Part> {
  const found: User[] = [];
  let { after } = query;
  for (let looked = 0; looked < LOOK; looked += BATCH) {
    const users = await context.users.byName(query.words, after, BATCH);
    const some = users.filter(({ uid }) => isInSection(context, query, uid));
    const members = new Set(
      await membersAmong(
        context,
        query,
        some.map(({ uid }) => uid),
      ),
    );
    found.push(...some.filter(({ uid }) => members.has(uid)));
    if (found.length > query.limit)
      return { users: found.slice(0, query.limit), next: found[query.limit - 1]?.uid };
    if (users.length < BATCH) return { users: found };
    after = users.at(-1)?.uid;
  }
  return { users: found, next: after };
}

async function membersAmong(
  { conversations }: MembersContext,
  { room }: SectionQuery,
  uids: readonly Uuid[],
): Promise<readonly Uuid[]> {
  const state = await conversations.state(room.conversation, uids);
  return state === undefined ? [] : uids.filter((uid) => roleOf(state, uid) !== null);
}

function isInSection({ onlineUsers }: MembersContext, { section, viewer }: SectionQuery, uid: Uuid): boolean {
  return onlineUsers.shows(uid, viewer) === (section === 'online');
}
