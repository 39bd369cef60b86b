/**
 * How many entries behind the newest are looked through for one's own messages. Who is further behind gets
 * a number that is at most too high by what he sent before that; nobody reads the last digit of such a number.
 */
export const UNREAD_WINDOW = 200;

interface UnreadFacts {
  /** Messages in the log up to the newest entry that one may read. */
  readonly count: number;
  /** Messages in the log up to the read mark. */
  readonly readCount: number;
  /** One's own messages behind the read mark and in the window. */
  readonly own: number;
}

/** Messages of others behind one's read mark. */
export function unread({ count, readCount, own }: UnreadFacts): number {
  return Math.max(0, count - readCount - own);
}

/** The first entry to look at for one's own messages. */
export function unreadFrom(read: number, newest: number): number {
  return Math.max(read, newest - UNREAD_WINDOW) + 1;
}
