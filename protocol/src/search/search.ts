import { foldedWords } from './folded-words.ts';

/** What people and conversations are called; groups have no username. */
export interface Searchable {
  readonly name: string;
  readonly username?: string;
}

/** What a query asks for. */
export interface SearchQuery {
  /** Each word of the query must begin a word of the name. */
  readonly words: readonly string[];
  /** The query as the beginning of a username, in lower case. */
  readonly username: string;
}

/** What a user typed to find a person or a conversation; a username may be written with an `@`. */
export function searchQuery(query: string): SearchQuery {
  return { words: foldedWords(query), username: query.trim().replace(/^@/, '').toLowerCase() };
}

/**
 * What a search looks through: every word after a space. The words of the name come first, so that sorting by this
 * sorts by name. "Anna-Lena" is found as "annalena", too.
 */
export function searchText({ name, username = '' }: Searchable): string {
  const joined = `${name} ${username}`.split(/\s+/).map(foldedWords);
  const whole = joined.flatMap((words) => (words.length > 1 ? [words.join('')] : []));
  return [...foldedWords(name), ...foldedWords(username), ...whole].map((word) => ` ${word}`).join('');
}

/** @param text of `searchText` */
export function isFound(text: string, { words }: Pick<SearchQuery, 'words'>): boolean {
  return words.every((word) => text.includes(` ${word}`));
}

/** The rank of a match: the exact username, usernames that begin with the query, the rest. */
export function searchRank({ username }: Searchable, wanted: SearchQuery): 0 | 1 | 2 {
  const lower = username?.toLowerCase();
  if (lower === undefined || wanted.username === '' || !lower.startsWith(wanted.username)) return 2;
  return lower === wanted.username ? 0 : 1;
}

/** The matches of a query, by rank; matches of equal rank keep their order. */
export function search<T>(things: readonly T[], query: string, called: (thing: T) => Searchable): T[] {
  const wanted = searchQuery(query);
  return things
    .map((thing) => ({ thing, names: called(thing) }))
    .filter(({ names }) => isFound(searchText(names), wanted))
    .map(({ thing, names }) => ({ thing, rank: searchRank(names, wanted) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}
