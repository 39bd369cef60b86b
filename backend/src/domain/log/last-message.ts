import type { Entry } from '@parley/protocol';
import type { Span } from './page-span.ts';

type Counted = Pick<Entry, 'seq' | 'count'>;

/**
 * Searches a span for its last message, by the counts of its entries: the last message is the first entry with the count of the
 * span's end. Where many others stand behind it, such as joins in a room, that is far quicker than reading backward.
 * Yields the places whose counts it needs, and takes those.
 * @param before the count before the span
 * @returns the place of the message; undefined if there is none in the span
 */
export function* lastMessageIn(
  span: Span,
  { before, end }: { readonly before: number; readonly end: number },
): Generator<number, Counted['seq'] | undefined, number> {
  if (before === end) return undefined;
  let { from, to } = span;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((yield middle) === end) to = middle;
    else from = middle + 1;
  }
  return to;
}
