import type { MessageItem, TimelineItem } from '@parley/client';
import { startOfDay } from '../../shared/dates.ts';

const TOGETHER_MS = 5 * 60_000;

/** The position of an item among its neighbours. */
export interface Standing {
  /** The first of a day. */
  readonly day: boolean;
  /** Shows name and avatar. */
  readonly first: boolean;
  /** Shows time and delivery state. */
  readonly last: boolean;
}

/** Looks at neighbours only, so that the cost does not depend on the length of the list. */
export function standingOf(items: readonly TimelineItem[], index: number, lineBefore?: string): Standing {
  const item = items[index];
  const before = items[index - 1];
  const after = items[index + 1];
  if (item === undefined) return { day: false, first: true, last: true };
  return {
    day: beginsDay(before, item),
    first: !together(before, item, lineBefore),
    last: !together(item, after, lineBefore),
  };
}

function beginsDay(before: TimelineItem | undefined, item: TimelineItem): boolean {
  if (item.kind === 'hidden') return false;
  return (
    before === undefined || before.kind === 'hidden' || startOfDay(before.time) !== startOfDay(item.time)
  );
}

function together(
  a: TimelineItem | undefined,
  b: TimelineItem | undefined,
  lineBefore: string | undefined,
): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message' || b.id === lineBefore) return false;
  return a.sender === b.sender && !beginsDay(a, b) && b.time - a.time < TOGETHER_MS && !isOdd(a) && !isOdd(b);
}

/** A refused message shows its reason, which would break a group. */
function isOdd({ status }: MessageItem): boolean {
  return status === 'refused' || status === 'lost';
}
