import type { Mark, Preferences } from '@parley/protocol';

/** Nothing received, nothing read. */
export const NO_MARK: Mark = { delivered: 0, read: 0 };

/** The default preferences. */
export const NO_PREFERENCES: Preferences = { muted: false, archived: false, unread: false };

/** The marks of a member who joins with the entry at `seq`: earlier entries do not count as unread. */
export function markAtJoin(seq: number): Mark {
  return { delivered: seq, read: seq };
}

/** A mark after a report, or undefined if it does not move. Reading moves `delivered` along. */
export function movedMark(mark: Mark, kind: 'delivered' | 'read', seq: number): Mark | undefined {
  const delivered = Math.max(mark.delivered, seq);
  const read = kind === 'read' ? Math.max(mark.read, seq) : mark.read;
  return delivered > mark.delivered || read > mark.read ? { delivered, read } : undefined;
}

/** The lowest of these marks; zero if there are none. */
export function leastMark(marks: readonly Mark[]): Mark {
  if (marks.length === 0) return NO_MARK;
  return {
    delivered: Math.min(...marks.map(({ delivered }) => delivered)),
    read: Math.min(...marks.map(({ read }) => read)),
  };
}
