import {
  inRanges,
  LIMITS,
  type Entry,
  type FoundMessage,
  type Range,
  type SearchPage,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { PageBudget } from '../log/page-budget.ts';
import type { Span } from '../log/page-span.ts';
import type { Place } from './search-store.ts';
import type { Phrase } from './terms.ts';

type SearchContext = Pick<Context, 'conversations' | 'search'>;

/** How many messages one request looks at. */
const CANDIDATES = 5_000;

interface Wanted {
  readonly phrases: readonly Phrase[];
  /** What the user may read. */
  readonly ranges: readonly Range[];
  readonly end: 'first' | 'last';
  readonly limit: number;
}

/** Looks through spans one after the other, until the page is full or enough was looked at. */
export async function foundIn(
  context: SearchContext,
  conversation: Uuid,
  spans: readonly Span[],
  { phrases, ranges, end, limit }: Wanted,
): Promise<Pick<SearchPage, 'found' | 'next'>> {
  const budget = new PageBudget(LIMITS.pageBytes);
  const found: FoundMessage[] = [];
  let candidates = CANDIDATES;
  for (const span of spans) {
    const bounds = { end, limit: limit - found.length, candidates };
    const { places, looked, stoppedAt } = await context.search.find(conversation, phrases, span, bounds);
    for (const message of await readAll(context, conversation, readable(places, ranges))) {
      found.push(message);
      budget.take(message.entry);
      if (!budget.take(message.edit)) return { found, next: message.entry.seq };
    }
    candidates -= looked;
    if (stoppedAt !== undefined) return { found, next: stoppedAt };
    if (candidates <= 0) return { found, next: end === 'last' ? span.from : span.to };
  }
  return { found };
}

/** Without messages whose last words the user may not read: former members must not find out what was written after them. */
function readable(places: readonly Place[], ranges: readonly Range[]): readonly Place[] {
  return places.filter(({ edit }) => edit === undefined || inRanges(ranges, edit));
}

async function readAll(
  { conversations }: SearchContext,
  conversation: Uuid,
  places: readonly Place[],
): Promise<readonly FoundMessage[]> {
  const at = async (seq: number | undefined): Promise<Entry | undefined> =>
    seq === undefined ? undefined : (await conversations.entries(conversation, seq, seq))[0];
  const messages = await Promise.all(
    places.map(async ({ seq, edit }) => ({ entry: await at(seq), edit: await at(edit) })),
  );
  return messages.flatMap(({ entry, edit }) =>
    // Deleted since the index was asked.
    entry === undefined || entry.payload?.kind !== 'plain' ? [] : [{ entry, ...(edit && { edit }) }],
  );
}
