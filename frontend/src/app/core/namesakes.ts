import type { User, Uuid } from '@parley/protocol';
import { foldedWords } from '@parley/protocol/core';

/** Those whose display name another one of them has, too: "Zoë" and "zoe" are one name, as searches compare them. */
export function namesakesAmong(users: Iterable<User>): ReadonlySet<Uuid> {
  const called = Map.groupBy(users, ({ displayName }) => foldedWords(displayName).join(' ') || displayName);
  const shared = [...called.values()].filter(({ length }) => length > 1).flat();
  return new Set(shared.map(({ uid }) => uid));
}
