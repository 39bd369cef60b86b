import type { TimelineItem } from '@parley/client';

/** Of a row that was not measured yet, in px. A good estimate keeps the scrollbar steady. It is computed for every row at once, so that it must be fast. */
export function estimatedHeight(item: TimelineItem | undefined): number {
  if (item?.kind !== 'message') return 36;
  return 44 + 22 * Math.min(19, Math.floor((item.content?.text.length ?? 0) / 60));
}
