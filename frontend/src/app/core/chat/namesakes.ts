import type { User, Uuid } from '@parley/protocol';

/** Those whose display name another one of them has, too: "Zoë" and "zoe" are one name, and so are "Anna-Lena" and "anna lena". */
export function namesakesAmong(users: Iterable<User>): ReadonlySet<Uuid> {
  const called = Map.groupBy(users, ({ displayName }) => lettersOf(displayName));
  const shared = [...called.values()].filter(({ length }) => length > 1).flat();
  return new Set(shared.map(({ uid }) => uid));
}

/** The letters without case and marks. What searches compare would bring its table of letters onto every page. */
function lettersOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  return letters === '' ? name : letters;
}
