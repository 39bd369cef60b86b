import type { Range } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import type { Run, Window } from '../model/stored-conversation.ts';

/** A window that holds exactly one run. */
export function windowOf(run: Run): Window {
  return { first: run.from, last: run.to, ...chainAt(run, run.to), hidden: closedRanges(run.hidden, run) };
}

/** The window extended by a run that begins at the latest right after its end. */
export function extendedUp(window: Window, run: Run): Window {
  if (run.to <= window.last) return window;
  const hidden = closedRanges(run.hidden, { from: window.last + 1, to: run.to });
  return {
    first: window.first,
    last: run.to,
    ...chainAt(run, run.to),
    hidden: joinedRanges([...window.hidden, ...hidden]),
  };
}

/** The window extended by a run that ends at the earliest right before its start. */
export function extendedDown(window: Window, run: Run): Window {
  if (run.from >= window.first) return window;
  const hidden = closedRanges(run.hidden, { from: run.from, to: window.first - 1 });
  return { ...window, first: run.from, hidden: joinedRanges([...hidden, ...window.hidden]) };
}

/** The window cut off after an entry that it holds, or undefined if nothing is left. */
export function cutAfter(window: Window, last: HeldEntry | undefined): Window | undefined {
  if (last === undefined || last.seq < window.first) return undefined;
  return {
    first: window.first,
    last: last.seq,
    chain: last.chain,
    hidden: closedRanges(window.hidden, { from: window.first, to: last.seq }),
  };
}

function chainAt(run: Run, seq: number): { chain?: string } {
  const chain = run.entries.findLast((entry) => entry.seq === seq)?.chain;
  return chain === undefined ? {} : { chain };
}

/** The parts of ranges that lie within bounds. */
function closedRanges(ranges: readonly Range[], bounds: { from: number; to: number }): Range[] {
  return ranges
    .map(({ from, to }) => ({ from: Math.max(from, bounds.from), to: Math.min(to ?? bounds.to, bounds.to) }))
    .filter(({ from, to }) => from <= to);
}

/** Ranges in rising order, with adjacent ones merged. */
function joinedRanges(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    if (before?.to !== undefined && range.from <= before.to + 1)
      joined[joined.length - 1] = { ...range, from: before.from };
    else joined.push(range);
  }
  return joined;
}
