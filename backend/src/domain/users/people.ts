import type { Person, Presence, User, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

type PeopleContext = Pick<Context, 'users' | 'conversations' | 'onlineUsers'>;

/**
 * Users as another user may see them: presence only of those who share a conversation with them and have not blocked them.
 */
export async function people(context: PeopleContext, uid: Uuid, users: readonly User[]): Promise<Person[]> {
  const companions = new Set(await context.conversations.companionsOf(uid));
  const known = users.map((user) => user.uid).filter((other) => companions.has(other));
  const lastSeen = await context.users.lastSeen(known);
  return Promise.all(
    users.map(async (user) => {
      if (!companions.has(user.uid) || (await hidesFrom(context, user.uid, uid))) return { user };
      return { user, presence: presenceOf(context, user.uid, lastSeen.get(user.uid)) };
    }),
  );
}

async function hidesFrom({ users }: PeopleContext, uid: Uuid, from: Uuid): Promise<boolean> {
  return (await users.blockedBy(uid)).includes(from);
}

function presenceOf({ onlineUsers }: PeopleContext, uid: Uuid, lastSeen: number | undefined): Presence {
  return { uid, online: onlineUsers.isOnline(uid), ...(lastSeen !== undefined && { lastSeen }) };
}
