import type { MessageItem, TimelineItem } from '@parley/client';
import { message } from '../../../../../testing/sample-messages.ts';
import { groupPosition } from './grouping.ts';
import { newLineAfter } from './new-line.ts';

const NOON = new Date(2026, 10, 16, 12).getTime();
const MINUTE = 60_000;
const said = (
  seq: number,
  sender: string,
  minutes: number,
  change: Partial<MessageItem> = {},
): MessageItem => ({
  ...message(seq, sender, NOON + minutes * MINUTE, { text: 'x' }),
  ...change,
});

describe('groupPosition', () => {
  const firstAndLast = (items: readonly TimelineItem[], line?: string) =>
    items
      .map((_, index) => groupPosition(items, index, line))
      .map(({ first, last }) => `${first ? '[' : ''}${last ? ']' : ''}`);

  it('keeps messages of one sender within five minutes together', () => {
    expect(firstAndLast([said(1, 'a', 0), said(2, 'a', 4), said(3, 'a', 10), said(4, 'b', 11)])).toEqual([
      '[',
      ']',
      '[]',
      '[]',
    ]);
  });

  it('begins a group anew five minutes after its first message, however close the messages are', () => {
    const items = [0, 2, 4, 6, 8, 10, 12].map((minutes, index) => said(index + 1, 'a', minutes));
    expect(firstAndLast(items)).toEqual(['[', '', ']', '[', '', ']', '[]']);
  });

  it('puts at most twenty messages under one name', () => {
    const items = Array.from({ length: 110 }, (_, index) => said(index + 1, 'a', index / 100));
    const starts = firstAndLast(items).flatMap((mark, index) => (mark.startsWith('[') ? [index] : []));
    expect(starts).toEqual([0, 20, 40, 60, 80, 100]);
    expect(firstAndLast(items)[19]).toBe(']');
  });

  it('starts anew after the line of new messages', () => {
    const items = [said(1, 'a', 0), said(2, 'a', 1)];
    expect(firstAndLast(items, items[1]!.id)).toEqual(['[]', '[]']);
  });

  it('lets a refused message stand alone', () => {
    expect(firstAndLast([said(1, 'a', 0), said(2, 'a', 1, { status: 'refused' })])).toEqual(['[]', '[]']);
  });

  it('begins a day with the first item and at midnight', () => {
    const items = [said(1, 'a', 0), said(2, 'a', 1), said(3, 'a', 13 * 60)];
    expect(items.map((_, index) => groupPosition(items, index).day)).toEqual([true, false, true]);
  });
});

describe('newLineAfter', () => {
  it('stands before the first unread message of somebody else and counts them', () => {
    const items = [said(1, 'a', 0), said(2, 'a', 1), said(3, 'me', 2, { own: true }), said(4, 'a', 3)];
    expect(newLineAfter(items, 1)).toEqual({ before: items[1]!.id, count: 2 });
  });

  it('does not stand before own messages alone', () => {
    expect(newLineAfter([said(1, 'a', 0), said(2, 'me', 1, { own: true })], 1)).toBeUndefined();
  });
});
