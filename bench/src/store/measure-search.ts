import { searchMessages } from '@parley/backend/domain/search/search-messages.ts';
import type { Stores } from '@parley/backend/domain/stores.ts';
import type { SearchRequest } from '@parley/protocol';
import type { Filled } from './fill.ts';

const PAGE = 50;

/** What is searched for in the longest conversation; what each of its messages says is in `fill.ts`. */
const SEARCHES: Readonly<Record<string, (from: number) => Partial<SearchRequest>>> = {
  'a word of every message': (before) => ({ words: 'boat', before }),
  'two words of every message': (before) => ({ words: 'boat please', before }),
  'a word of one message': (before) => ({ words: `${before}` }),
  'a word of none': () => ({ words: 'zebra' }),
  'two words of half of them each, never both': () => ({ words: 'eight nine' }),
  'a link, which none has': () => ({ link: true }),
  'all of a time, from anywhere': (before) => ({ since: 0, until: 2_000_000_000_000, before }),
};

/** Milliseconds of one page. */
export interface SearchTiming {
  readonly filters: string;
  readonly found: number;
  readonly median: number;
  readonly worst: number;
}

/** Takes all messages into the index. @returns how many seconds it took, and the longest step in ms */
export async function index({ search }: Stores): Promise<{ seconds: number; longestStep: number }> {
  const began = performance.now();
  let longestStep = 0;
  for (let more = true, step = began; more; step = performance.now()) {
    more = await search.advance();
    longestStep = Math.max(longestStep, performance.now() - step);
  }
  return { seconds: (performance.now() - began) / 1_000, longestStep };
}

export async function measureSearch(
  stores: Stores,
  filled: readonly Filled[],
  rounds: number,
): Promise<readonly SearchTiming[]> {
  const longest = filled.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) throw new Error('nothing was filled');
  const times = new Map(Object.keys(SEARCHES).map((filters) => [filters, { ms: [] as number[], found: 0 }]));
  for (let round = 0; round < rounds; round++)
    for (const [filters, taken] of times) {
      const from = 2 + Math.floor(Math.random() * longest.length);
      const request = { limit: PAGE, ...SEARCHES[filters]?.(from) };
      const began = performance.now();
      const { found } = await searchMessages(stores, longest.owner, longest.conversation, request);
      taken.ms.push(performance.now() - began);
      taken.found = Math.max(taken.found, found.length);
    }
  return [...times].map(([filters, { ms, found }]) => {
    const sorted = ms.toSorted((a, b) => a - b);
    return {
      filters,
      found,
      median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      worst: sorted.at(-1) ?? Number.NaN,
    };
  });
}
