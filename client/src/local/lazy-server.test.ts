import { expect, test, vi } from 'vitest';
import type { ChatServer } from '../ports/chat-server.ts';
import { FakeClock } from '../platform/fake-clock.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { LazyServer } from './lazy-server.ts';

/** A server that is loaded when a test says so. */
function world() {
  const clock = new FakeClock();
  const server = {
    api: { call: vi.fn(async () => ({ mode: 'open' })) },
    start: vi.fn<ChatServer['start']>(),
    wake: vi.fn<ChatServer['wake']>(),
    close: vi.fn<ChatServer['close']>(),
  };
  const attempts: { arrive(): void; fail(): void }[] = [];
  const failed = vi.fn();
  const load = () =>
    new Promise<ChatServer>((resolve, reject) => {
      attempts.push({
        arrive: () => resolve(server as unknown as ChatServer),
        fail: () => reject(new TypeError('Failed to fetch dynamically imported module')),
      });
    });
  return { clock, server, attempts, failed, lazy: new LazyServer({ clock, load, failed }) };
}

test('connects once both the local copy is read and the code is there, whichever comes first', async () => {
  const early = world();
  early.attempts[0]?.arrive();
  await early.clock.advance(0);
  expect(early.server.start).not.toHaveBeenCalled();
  early.lazy.start('token');
  expect(early.server.start).toHaveBeenCalledExactlyOnceWith('token');

  const late = world();
  late.lazy.start(undefined);
  late.attempts[0]?.arrive();
  await late.clock.advance(0);
  expect(late.server.start).toHaveBeenCalledExactlyOnceWith(undefined);
});

test('a question waits for the code that asks it', async () => {
  const { clock, server, attempts, lazy } = world();
  const answer = lazy.api.call('registration');
  await clock.advance(0);
  expect(server.api.call).not.toHaveBeenCalled();
  attempts[0]?.arrive();
  await expect(answer).resolves.toEqual({ mode: 'open' });
});

test('code that cannot be fetched is an answer that does not come, and fetched again', async () => {
  const { clock, server, attempts, failed, lazy } = world();
  lazy.start('token');
  attempts[0]?.fail();
  await expect(lazy.api.call('registration')).rejects.toBeInstanceOf(NoAnswerError);
  expect(failed).toHaveBeenCalledOnce();
  await clock.advance(2_000);
  attempts[1]?.arrive();
  await clock.advance(0);
  expect(server.start).toHaveBeenCalledExactlyOnceWith('token');
});

test('when the network comes back it is fetched at once', async () => {
  const { clock, server, attempts, lazy } = world();
  lazy.wake();
  expect(attempts).toHaveLength(1);
  attempts[0]?.fail();
  await clock.advance(0);
  lazy.wake();
  expect(attempts).toHaveLength(2);
  attempts[1]?.arrive();
  await clock.advance(10_000);
  expect(attempts).toHaveLength(2);
  lazy.wake();
  expect(server.wake).toHaveBeenCalledOnce();
});

test('what was closed meanwhile does not connect, and is not fetched again', async () => {
  const { clock, server, attempts, lazy } = world();
  lazy.start('token');
  lazy.close();
  attempts[0]?.arrive();
  await clock.advance(0);
  expect(server.start).not.toHaveBeenCalled();
  expect(server.close).toHaveBeenCalledOnce();

  const other = world();
  other.attempts[0]?.fail();
  await other.clock.advance(0);
  other.lazy.close();
  await other.clock.advance(10_000);
  expect(other.attempts).toHaveLength(1);
});
