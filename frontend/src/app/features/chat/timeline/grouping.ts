import type { MessageItem, TimelineItem } from '@parley/client';
import { startOfDay } from '../../../shared/dates.ts';

/** A group ends this long after its first message, or with this many messages, so that name and time are always near. */
const TOGETHER_MS = 5 * 60_000;
const TOGETHER_MOST = 20;

/** The position of an item among its neighbours. */
export interface GroupPosition {
  /** The first of a day. */
  readonly day: boolean;
  /** Shows name and avatar. */
  readonly first: boolean;
  /** Shows time and delivery state. */
  readonly last: boolean;
}

/** Looks only at the messages that one user sent in a row, so that the cost does not depend on the length of the list. */
export function groupPosition(
  items: readonly TimelineItem[],
  index: number,
  lineBefore?: string,
): GroupPosition {
  const item = items[index];
  if (item === undefined) return { day: false, first: true, last: true };
  const [start, end] = groupAround(items, index, lineBefore);
  return { day: beginsDay(items[index - 1], item), first: index === start, last: index === end - 1 };
}

/** The index at which the group of an item begins, and the index at which the next one does. */
function groupAround(
  items: readonly TimelineItem[],
  index: number,
  lineBefore: string | undefined,
): readonly [number, number] {
  let start = index;
  while (follows(items[start - 1], items[start], lineBefore)) start--;
  let end = groupEnd(items, start, lineBefore);
  while (end <= index) [start, end] = [end, groupEnd(items, end, lineBefore)];
  return [start, end];
}

function groupEnd(items: readonly TimelineItem[], start: number, lineBefore: string | undefined): number {
  const first = items[start];
  let end = start + 1;
  while (
    end - start < TOGETHER_MOST &&
    isSoonAfter(first, items[end]) &&
    follows(items[end - 1], items[end], lineBefore)
  )
    end++;
  return end;
}

function beginsDay(before: TimelineItem | undefined, item: TimelineItem): boolean {
  if (item.kind === 'hidden') return false;
  return (
    before === undefined || before.kind === 'hidden' || startOfDay(before.time) !== startOfDay(item.time)
  );
}

/** Whether one item may stand under the same name as the one before it. */
function follows(
  a: TimelineItem | undefined,
  b: TimelineItem | undefined,
  lineBefore: string | undefined,
): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message' || b.id === lineBefore) return false;
  return a.sender === b.sender && isSoonAfter(a, b) && !beginsDay(a, b) && !isOdd(a) && !isOdd(b);
}

function isSoonAfter(a: TimelineItem | undefined, b: TimelineItem | undefined): boolean {
  return a?.kind === 'message' && b?.kind === 'message' && b.time - a.time < TOGETHER_MS;
}

/** A refused message shows its reason, which would break a group. */
function isOdd({ status }: MessageItem): boolean {
  return status === 'refused' || status === 'lost';
}
