import type { Range } from '@parley/protocol';

/** A span with both ends known. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The spans of one page of a log: those to read, at most `limit` entries together, and those that stay hidden.
 * The page covers `from` to `to`. Hidden spans cost nothing, so that a page may reach far beyond them.
 */
export interface PageSpans extends Span {
  readonly readable: readonly Span[];
  readonly hidden: readonly Span[];
}

/** The page that begins at `from`. @param head last entry that may be read */
export function spansForward(ranges: readonly Range[], from: number, head: number, limit: number): PageSpans {
  const readable: Span[] = [];
  let left = limit;
  for (const span of clip(ranges, { from, to: head })) {
    if (left === 0) break;
    const to = Math.min(span.to, span.from + left - 1);
    readable.push({ from: span.from, to });
    left -= to - span.from + 1;
  }
  const to = left === 0 ? (readable.at(-1)?.to ?? head) : Math.max(head, from - 1);
  return { from, to, readable, hidden: between(readable, { from, to }) };
}

/** The page that ends at `to`. */
export function spansBackward(ranges: readonly Range[], to: number, limit: number): PageSpans {
  const readable: Span[] = [];
  let left = limit;
  for (const span of clip(ranges, { from: 1, to }).reverse()) {
    if (left === 0) break;
    const from = Math.max(span.from, span.to - left + 1);
    readable.unshift({ from, to: span.to });
    left -= span.to - from + 1;
  }
  const from = left === 0 ? (readable[0]?.from ?? 1) : 1;
  return { from, to, readable, hidden: between(readable, { from, to }) };
}

/** The parts of the ranges inside a span. */
export function clip(ranges: readonly Range[], { from, to }: Span): Span[] {
  return ranges
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to ?? to, to) }))
    .filter((span) => span.from <= span.to);
}

/** The parts of `whole` outside the spans. */
function between(spans: readonly Span[], whole: Span): Span[] {
  const starts = [whole.from, ...spans.map(({ to }) => to + 1)];
  const ends = [...spans.map(({ from }) => from - 1), whole.to];
  return starts
    .map((from, index) => ({ from, to: ends[index] ?? whole.to }))
    .filter(({ from, to }) => from <= to);
}
