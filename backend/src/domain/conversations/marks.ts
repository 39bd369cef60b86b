import type { Mark, Preferences } from '@parley/protocol';

/** Nothing received, nothing read. */
export const NO_MARK: Mark = { delivered: 0, read: 0 };

/** What somebody has who never chose. */
export const NO_PREFERENCES: Preferences = { muted: false, archived: false, unread: false };

/** The marks of somebody who joins with the entry at `seq`: what was before is none of his backlog. */
export function markAtJoin(seq: number): Mark {
  return { delivered: seq, read: seq };
}

/** A mark after a report, or undefined where it does not move. Reading takes `delivered` along. */
export function movedMark(mark: Mark, kind: 'delivered' | 'read', seq: number): Mark | undefined {
  const delivered = Math.max(mark.delivered, seq);
  const read = kind === 'read' ? Math.max(mark.read, seq) : mark.read;
  return delivered > mark.delivered || read > mark.read ? { delivered, read } : undefined;
}

/** How far all of these are at least; nowhere where there is nobody. */
export function leastMark(marks: readonly Mark[]): Mark {
  if (marks.length === 0) return NO_MARK;
  return {
    delivered: Math.min(...marks.map(({ delivered }) => delivered)),
    read: Math.min(...marks.map(({ read }) => read)),
  };
}
