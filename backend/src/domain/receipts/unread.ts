/**
 * How many of the newest entries are searched for the user's own messages. If the unread part is longer, the count may be
 * too high by the number of own messages before them; in a number that large, this does not matter.
 */
export const UNREAD_WINDOW = 200;

interface UnreadFacts {
  /** Messages in the log up to the newest entry that the user may read. */
  readonly count: number;
  /** Messages in the log up to the read mark. */
  readonly readCount: number;
  /** The user's own messages behind the read mark and in the window. */
  readonly own: number;
}

/** Messages of others behind the user's read mark. */
export function unread({ count, readCount, own }: UnreadFacts): number {
  return Math.max(0, count - readCount - own);
}

/** The first entry to search for the user's own messages. */
export function unreadFrom(read: number, newest: number): number {
  return Math.max(read, newest - UNREAD_WINDOW) + 1;
}
