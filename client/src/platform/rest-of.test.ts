import { afterEach, expect, test, vi } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { restOf } from './rest-of.ts';

afterEach(() => vi.unstubAllGlobals());

/** Whether a rest is over before any timer has fired, and after that. */
async function rested(): Promise<readonly boolean[]> {
  const clock = new FakeClock();
  let isOver = false;
  void restOf({ clock })().then(() => (isOver = true));
  await Promise.resolve().then(() => undefined);
  const before = isOver;
  await clock.advance(0);
  return [before, isOver];
}

test('a page that is seen rests until a timer fires, and so does a program without pages', async () => {
  expect(await rested()).toEqual([false, true]);
  vi.stubGlobal('document', { visibilityState: 'visible' });
  expect(await rested()).toEqual([false, true]);
});

test('a hidden page does not: its timers would take a second each', async () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  expect(await rested()).toEqual([true, true]);
});
