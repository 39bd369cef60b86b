import type { Session } from '@parley/protocol';
import { expect, test } from 'vitest';
import { user } from '../../tests/fake-server.ts';
import type { Clock } from '../ports/clock.ts';
import { FakeClock } from '../platform/fake-clock.ts';
import { TokenRenewal } from './token-renewal.ts';

const HOUR = 60 * 60 * 1_000;

/** A device whose timers run while it is awake, and whose clock runs always. */
function device(life: number) {
  const awake = new FakeClock();
  let slept = 0;
  const clock: Clock = { now: () => awake.now() + slept, setTimeout: (run, ms) => awake.setTimeout(run, ms) };
  const start = clock.now();
  const renewedAt: number[] = [];
  const session = (): Session => ({
    sid: 'a session',
    device: { id: 'a device', name: 'Test' },
    user: user(1),
    tokenIssuedAt: clock.now(),
    tokenExpiresAt: clock.now() + life,
  });
  const renewal = new TokenRenewal(clock, async () => {
    renewedAt.push(clock.now() - start);
    renewal.schedule(session());
  });
  renewal.schedule(session());
  return { awake, renewedAt, sleep: (ms: number) => (slept += ms) };
}

test('a device that slept renews a token that is due as soon as it is awake again', async () => {
  const { awake, renewedAt, sleep } = device(24 * HOUR);
  await awake.advance(8 * HOUR);
  sleep(15.5 * HOUR);
  await awake.advance(60_000);
  expect(renewedAt).toHaveLength(1);
});

test('a clock that was put back renews in time all the same', async () => {
  const { awake, renewedAt, sleep } = device(24 * HOUR);
  sleep(-48 * HOUR);
  await awake.advance(12 * HOUR);
  expect(renewedAt).toHaveLength(1);
});

test('a token that lives for a minute is renewed before it runs out, and after the renewal not at once again', async () => {
  const { awake, renewedAt } = device(60_000);
  await awake.advance(90_000);
  expect(renewedAt).toEqual([30_000, 60_000, 90_000]);
});
