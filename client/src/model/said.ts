import type { Content, Entry } from '@parley/protocol';

/** That a deletion or a pin counts, which says nothing else. */
export const COUNTS = 'counts';

/** What an entry says. */
export type Said = Content | typeof COUNTS;

/** Whether an entry says no more than that somebody deleted or pinned a message: it counts, or it does not. */
export function isBareChange({ body: { kind } }: Pick<Entry, 'body'>): boolean {
  return kind === 'deletion' || kind === 'pinned' || kind === 'unpinned';
}
