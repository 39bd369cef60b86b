import type { Person, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { people } from './people.ts';

/** Who of those that a user shares a conversation with is online, by username. */
export async function activeUsers(
  context: Pick<Context, 'users' | 'conversations' | 'onlineUsers'>,
  uid: Uuid,
): Promise<Person[]> {
  const companions = await context.conversations.companionsOf(uid);
  const shown = companions.filter((other) => other !== uid && context.onlineUsers.shows(other, uid));
  const users = [...(await context.users.byUid(shown))].sort((a, b) => (a.username < b.username ? -1 : 1));
  return people(context, uid, users);
}
