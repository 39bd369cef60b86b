import { expect, test } from 'vitest';
import { HookSlots } from './hook-slots.ts';

const MINUTE = 60_000;
const hook = (id: string, createdBy = `maker of ${id}`) => ({ id, createdBy });

test('a webhook sends one request at a time', () => {
  const slots = new HookSlots();
  expect(slots.enter(hook('a'))).toBe(true);
  expect(slots.enter(hook('a'))).toBe(false);
  expect(slots.closed(0)).toEqual(['a']);
  slots.leave('a');
  expect(slots.closed(0)).toEqual([]);
  expect(slots.enter(hook('a'))).toBe(true);
});

test('those of one maker hold four slots, and leave the others to others', () => {
  const slots = new HookSlots();
  const entered = Array.from({ length: 6 }, (_, at) => slots.enter(hook(`${at}`, 'Eve')));
  expect(entered).toEqual([true, true, true, true, false, false]);
  expect(slots.closed(0)).toHaveLength(6);
  expect(slots.enter(hook('a'))).toBe(true);
  slots.leave('0');
  expect(slots.enter(hook('5', 'Eve'))).toBe(true);
});

test('there are twenty slots', () => {
  const slots = new HookSlots();
  for (let at = 0; at < 20; at++) expect(slots.enter(hook(`${at}`))).toBe(true);
  expect([slots.free, slots.enter(hook('a'))]).toEqual([0, false]);
});

test('one that nobody answers rests longer each time, ten minutes at most, until somebody does', () => {
  const slots = new HookSlots();
  const restsFor = (now: number, rest: number) => {
    slots.unreachable('a', now);
    expect(slots.closed(now + rest - 1)).toEqual(['a']);
    expect(slots.closed(now + rest)).toEqual([]);
  };
  for (const rest of [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 10 * MINUTE]) restsFor(0, rest);
  slots.reached('a');
  restsFor(0, 5_000);
  slots.tick(16 * MINUTE);
  restsFor(0, 5_000);
});
