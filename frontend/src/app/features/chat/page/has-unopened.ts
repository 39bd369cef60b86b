import type { TimelineItem } from '@parley/client';

/** Whether some of these messages are not opened yet. */
export function hasUnopened(items: readonly TimelineItem[] = []): boolean {
  return items.some((item) => item.kind === 'message' && item.unopened);
}
