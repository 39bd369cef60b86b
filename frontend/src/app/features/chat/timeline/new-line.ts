import type { TimelineItem } from '@parley/client';

/** The line "3 new messages": the item it precedes, and its count. */
export interface NewLine {
  readonly before: string;
  readonly count: number;
}

/** Before the first message of others after `read`; undefined if there is none. */
export function newLineAfter(items: readonly TimelineItem[], read: number): NewLine | undefined {
  let before: string | undefined;
  let count = 0;
  // From the end, where new messages are, because the list may be long.
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item?.kind !== 'message' || item.seq === undefined) continue;
    if (item.seq <= read) break;
    if (item.own) continue;
    before = item.id;
    count++;
  }
  return before === undefined ? undefined : { before, count };
}

/** Whether the items begin early enough to include everything after `read`. */
export function reachesBackTo(read: number, items: readonly TimelineItem[]): boolean {
  const first = items.find((item) => item.kind !== 'hidden' && item.seq !== undefined);
  return first === undefined || first.kind === 'hidden' || (first.seq ?? 0) <= read + 1;
}
