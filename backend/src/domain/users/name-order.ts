import { isFound, searchText, type User } from '@parley/protocol';

/** Whether each of the words begins a word of a user's names. @param words folded */
export function isCalled(user: User, words: readonly string[]): boolean {
  return isFound(textOf(user), { words });
}

/**
 * Users by display name, deactivated ones behind all others.
 * @param after those behind this one only, as they are called now
 */
export function inNameOrder(users: readonly User[], after?: User): readonly User[] {
  const from = after && keyOf(after);
  return users
    .map((user) => ({ user, key: keyOf(user) }))
    .filter(({ key }) => from === undefined || compare(key, from) > 0)
    .toSorted((a, b) => compare(a.key, b.key))
    .map(({ user }) => user);
}

type Key = readonly string[];

function keyOf(user: User): Key {
  return [user.removed ? '1' : '0', textOf(user), user.uid];
}

function compare(first: Key, second: Key): number {
  const at = first.findIndex((part, n) => part !== second[n]);
  if (at === -1) return 0;
  return (first[at] ?? '') < (second[at] ?? '') ? -1 : 1;
}

function textOf({ displayName, username }: User): string {
  return searchText({ name: displayName, username });
}
