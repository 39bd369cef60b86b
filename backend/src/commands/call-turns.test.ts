import { CodedError } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallTurns } from './call-turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Calls that end when they are told to. */
function started() {
  const turns = new CallTurns();
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<undefined>>();
  const call = (uid: string) => {
    const ended = ends.get(uid) ?? Promise.withResolvers<undefined>();
    ends.set(uid, ended);
    return turns.run(uid, () => {
      begun.push(uid);
      return ended.promise;
    });
  };
  return { begun, call, end: (uid: string) => ends.get(uid)?.resolve(undefined) };
}
const refusedIn = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof CodedError ? error.code : error),
  );

test('those beyond the fourth wait, and begin in the order in which they came', async () => {
  const { begun, call, end } = started();
  const calls = ['a', 'b', 'c', 'd', 'e', 'f'].map(call);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);

  end('c');
  await calls[2];
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);

  for (const uid of ['a', 'b', 'd', 'e', 'f']) end(uid);
  await Promise.all(calls);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('who waits too long is refused, and whoever waits behind them is next', async () => {
  const { begun, call, end } = started();
  const running = ['a', 'b', 'c', 'd'].map(call);
  const late = refusedIn(call('e'));
  await vi.advanceTimersByTimeAsync(2_000);
  const next = call('f');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await late).toBe('E_RATE_LIMITED');

  end('a');
  end('f');
  await next;
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'f']);
  for (const uid of ['b', 'c', 'd']) end(uid);
  await Promise.all(running);
});

test('one caller has one call, also one that waits', async () => {
  const { call, end } = started();
  const running = ['a', 'b', 'c', 'd', 'e'].map(call);
  expect(await refusedIn(call('a'))).toBe('E_RATE_LIMITED');
  expect(await refusedIn(call('e'))).toBe('E_RATE_LIMITED');

  for (const uid of ['a', 'b', 'c', 'd', 'e']) end(uid);
  await Promise.all(running);
  await call('a');
});
