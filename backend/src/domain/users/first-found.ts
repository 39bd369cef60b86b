import type { User } from '@parley/protocol';

/** The first of what several searches found, best first; who was found twice counts where they come first. */
export function firstFound(ranks: readonly (readonly User[])[], limit: number): readonly User[] {
  const users = new Map<string, User>();
  for (const user of ranks.flat()) if (!users.has(user.uid)) users.set(user.uid, user);
  return [...users.values()].slice(0, limit);
}
