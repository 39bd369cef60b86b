import { expect, test } from 'vitest';
import { MessageLimit } from '../../realtime/events/message-limit.ts';
import { liveLimit } from './live-limit.ts';
import { windowLimit } from './window-limit.ts';

test('a limit counts by the number as it is now', async () => {
  let points = 1;
  const limit = liveLimit(
    () => points,
    (most) => windowLimit('tries', most, 60),
  );
  await limit.take('a');
  await expect(limit.take('a')).rejects.toThrow();
  points = 2;
  await limit.take('a');
  await limit.take('a');
  await expect(limit.take('a')).rejects.toThrow();
  points = 0;
  for (let i = 0; i < 5; i++) await limit.take('a');
});

test('messages are counted by the rate as it is now', () => {
  let rate = { perSecond: 1, burst: 1 };
  const limit = new MessageLimit(
    () => rate,
    () => 0,
  );
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBeGreaterThan(0);
  rate = { perSecond: 1, burst: 3 };
  expect([1, 2, 3, 4].map(() => limit.take('a') === 0)).toEqual([true, true, true, false]);
  rate = { perSecond: 0, burst: 1 };
  expect(limit.take('a')).toBe(0);
});
