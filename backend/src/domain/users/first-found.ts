import type { User } from '@parley/protocol';

/** The first of several searches' results, best search first. A user found twice keeps the better place. */
export function firstFound(ranks: readonly (readonly User[])[], limit: number): readonly User[] {
  const users = new Map<string, User>();
  for (const user of ranks.flat()) if (!users.has(user.uid)) users.set(user.uid, user);
  return [...users.values()].slice(0, limit);
}
