import { expect, test } from 'vitest';
import { LoopGuard } from './loop-guard.ts';

const MINUTE = 60_000;

test('ten in a minute may call, the next one is cut, and then none for ten minutes', () => {
  const guard = new LoopGuard();
  for (let i = 0; i < 10; i++) expect(guard.take('a', i)).toBe('yes');
  expect(guard.take('a', 10)).toBe('cut');
  expect(guard.take('a', 11)).toBe('no');
  expect(guard.take('b', 11)).toBe('yes');
  guard.tick(9 * MINUTE);
  expect(guard.take('a', 10 * MINUTE)).toBe('no');
  expect(guard.take('a', 10 * MINUTE + 10)).toBe('yes');
});

test('what machines say now and then is never cut', () => {
  const guard = new LoopGuard();
  for (let i = 0; i < 100; i++) {
    expect(guard.take('a', i * 7_000)).toBe('yes');
    guard.tick(i * 7_000);
  }
});
