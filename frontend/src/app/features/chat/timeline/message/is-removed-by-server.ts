import type { MessageItem, TimelineItem } from '@parley/client';

/** Whether no member deleted an erased message. What stands in a part that is hidden from the reader may have done it. */
export function isRemovedByServer(
  { deleted, deletedBy, seq = 0 }: MessageItem,
  items: readonly TimelineItem[] = [],
): boolean {
  if (!deleted || deletedBy !== undefined) return false;
  return !items.some((item) => item.kind === 'hidden' && item.from > seq);
}
