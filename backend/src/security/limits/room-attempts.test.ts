import { expect, test } from 'vitest';
import type { RoomAttempt } from '../../domain/limits/attempts.ts';
import { RoomAttempts } from './room-attempts.ts';

const attempt = (change: Partial<RoomAttempt> = {}): RoomAttempt => ({
  ...{ uid: 'ada', room: 'harbour', address: '192.0.2.1' },
  ...change,
});

async function fail(
  attempts: RoomAttempts,
  times: number,
  of: (time: number) => Partial<RoomAttempt> = () => ({}),
) {
  for (let time = 0; time < times; time++) await attempts.failed(attempt(of(time)));
}

test('after five wrong passwords of a room there are pauses that grow, from whichever address', async () => {
  let now = 0;
  const attempts = new RoomAttempts(() => now);
  const from = (time: number) => ({ address: `192.0.2.${time}` });
  await fail(attempts, 4, from);
  await attempts.check(attempt());
  for (const pause of [5_000, 10_000, 20_000]) {
    await fail(attempts, 1, from);
    await expect(attempts.check(attempt())).rejects.toMatchObject({ retryAfterMs: pause });
    now += pause;
    await attempts.check(attempt());
  }
  await attempts.check(attempt({ room: 'garden' }));
  await attempts.check(attempt({ uid: 'bob' }));
});

test('one user does not go from room to room, nor one address from user to user', async () => {
  const attempts = new RoomAttempts(() => 0);
  await fail(attempts, 20, (time) => ({ room: `room ${time}`, address: `192.0.2.${time}` }));
  await expect(attempts.check(attempt({ room: 'another' }))).rejects.toThrow();
  const others = new RoomAttempts(() => 0);
  await fail(others, 30, (time) => ({ room: `room ${time}`, uid: `user ${time}` }));
  await expect(others.check(attempt({ room: 'another', uid: 'another' }))).rejects.toThrow();
});

test('many accounts together guess no faster, and hold up those who come for half a minute at most', async () => {
  const attempts = new RoomAttempts(() => 0);
  await attempts.succeeded(attempt());
  await fail(attempts, 200, (time) => ({ uid: `user ${time}`, address: `198.51.${time}.1` }));
  const newcomer = attempt({ uid: 'new' });
  await expect(attempts.check(newcomer)).rejects.toMatchObject({ retryAfterMs: 30_000 });
  // Who has joined before comes back.
  await attempts.check(attempt());
  await attempts.check({ ...newcomer, room: 'garden' });
});

test('those who guess at the same moment wait for one another', async () => {
  const attempts = new RoomAttempts(() => 0);
  let tried = 0;
  const guess = (time: number) => {
    const mine = attempt({ uid: `user ${time}`, address: `198.51.${time}.1` });
    return attempts.inTurn(mine, async () => {
      await attempts.check(mine);
      tried++;
      await attempts.failed(mine);
    });
  };
  await Promise.allSettled(Array.from({ length: 250 }, (_, time) => guess(time)));
  expect(tried).toBe(100);
});

test('two who guess behind one address keep nobody there out of other rooms for long', async () => {
  const attempts = new RoomAttempts(() => 0);
  await fail(attempts, 200, (time) => ({ uid: `user ${time % 2}`, room: `room ${time}` }));
  const colleague = attempt({ uid: 'colleague' });
  await expect(attempts.check(colleague)).rejects.toMatchObject({ retryAfterMs: 30_000 });
});

test('a right password makes the wrong ones before forgotten', async () => {
  const attempts = new RoomAttempts(() => 0);
  await fail(attempts, 5);
  await attempts.succeeded(attempt());
  await attempts.check(attempt());
});
