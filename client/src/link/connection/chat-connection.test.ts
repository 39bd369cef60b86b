import { CodedError, ParleyError, type ErrorCode } from '@parley/protocol';
import { expect, test } from 'vitest';
import { errorWith } from '../../../tests/fake-server.ts';
import { FakeWorld } from '../../../tests/fake-world.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import { ChatConnection } from './chat-connection.ts';

function setUp(renew: () => Promise<void> = async () => undefined) {
  const world = new FakeWorld();
  const happened: string[] = [];
  const renewed = new Set<() => void>();
  const onRenewed = (listener: () => void) => {
    renewed.add(listener);
    return () => renewed.delete(listener);
  };
  const credentials = { ...world.credentials, renew, onRenewed };
  const { clock, network } = world;
  const random = { uuid: () => '', number: () => 0.5, bytes: () => new Uint8Array() };
  let connects = 0;
  const transport: typeof network.transport = {
    connect: (...input) => {
      connects++;
      return network.transport.connect(...input);
    },
  };
  const connection = new ChatConnection(
    { transport, credentials, clock, random },
    {
      online: () => happened.push('online'),
      offline: () => happened.push('offline'),
      event: (name) => happened.push(name),
    },
  );
  const tokenRenewed = () => renewed.forEach((listener) => listener());
  return { world, clock, network, connection, happened, connects: () => connects, tokenRenewed };
}

test('reconnects after a cut within two seconds, and at once when woken', async () => {
  const { clock, network, connection, happened } = setUp();
  connection.start();
  await clock.advance(1);
  network.cut();
  expect(connection.state.get()).toMatchObject({ kind: 'offline' });
  await clock.advance(2_000);
  expect(happened).toEqual(['online', 'offline', 'online']);

  network.cut();
  connection.wake();
  await clock.advance(0);
  expect(connection.state.get().kind).toBe('online');
});

test('tries ever more rarely, and remembers since when it is offline', async () => {
  const { clock, network, connection, connects } = setUp();
  network.up = false;
  const start = clock.now();
  connection.start();
  await clock.advance(60_000);
  expect(connection.state.get()).toMatchObject({ kind: 'offline', since: start });
  expect(connects()).toBeGreaterThan(30);
  expect(connects()).toBeLessThan(60);
});

test.each<ErrorCode>(['E_SESSION_ENDED', 'E_SESSION_CHANGED'])('stops for good on %s', async (code) => {
  const { world, clock, network, connection, connects } = setUp();
  network.refusal = code;
  connection.start();
  await clock.advance(60_000);
  connection.wake();
  expect(connects()).toBe(1);
  expect(connection.state.get()).toMatchObject({ kind: 'ended', reason: { code } });
  expect(world.ends).toEqual([code]);
});

test('does not come back to a server that refuses this version, however often it is woken', async () => {
  const { world, clock, network, connection, connects } = setUp();
  network.refusal = 'E_CLIENT_OUTDATED';
  connection.start();
  await clock.advance(60_000);
  connection.wake();
  await clock.advance(60_000);
  expect(connects()).toBe(1);
  expect(connection.state.get()).toMatchObject({ kind: 'offline', reason: { code: 'E_CLIENT_OUTDATED' } });
  expect(world.ends).toEqual(['outdated']);
});

test('waits as long as a full server asks', async () => {
  const { clock, network, connection, connects } = setUp();
  network.refusal = 'E_SERVER_FULL';
  connection.start();
  await clock.advance(1);
  expect(connection.state.get()).toMatchObject({ kind: 'offline', reason: { code: 'E_SERVER_FULL' } });
  network.refusal = undefined;
  await clock.advance(2_000);
  expect(connection.state.get().kind).toBe('online');
  expect(connects()).toBe(2);
});

test('fetches a fresh token once when the old one ran out, and ends when there is none', async () => {
  let renewals = 0;
  const good = setUp(async () => {
    renewals++;
    good.network.refusal = undefined;
  });
  good.network.refusal = 'E_UNAUTHENTICATED';
  good.connection.start();
  await good.clock.advance(10);
  expect(good.connection.state.get().kind).toBe('online');
  expect(renewals).toBe(1);

  const bad = setUp(() => Promise.reject(new ParleyError('E_SESSION_ENDED')));
  bad.network.refusal = 'E_UNAUTHENTICATED';
  bad.connection.start();
  await bad.clock.advance(10);
  expect(bad.connection.state.get().kind).toBe('ended');
});

test('an event that the session is over ends the connection', async () => {
  const { world, clock, network, connection, happened } = setUp();
  connection.start();
  await clock.advance(1);
  network.event('token-expired', errorWith('E_SESSION_ENDED'));
  expect(connection.state.get().kind).toBe('ended');
  expect(happened).toEqual(['online', 'offline']);
  expect(world.ends).toEqual(['E_SESSION_ENDED']);
});

test('an answer overdue closes and reopens the connection', async () => {
  const { clock, network, connection, happened } = setUp();
  connection.start();
  await clock.advance(1);
  network.lostCommands = 1;
  const id = '00000000-0000-4000-8000-000000000000';
  const request = { conversation: id, id, body: { kind: 'message' } } as const;
  const answer = connection.request('groupMessage', request).catch((error: unknown) => error);
  await clock.advance(5_000);
  expect(await answer).toBeInstanceOf(NoAnswerError);
  await clock.advance(1_000);
  expect(happened).toEqual(['online', 'offline', 'online']);
});

test('an answer of no known form is an error, not a value', async () => {
  const { clock, network, connection } = setUp();
  connection.start();
  await clock.advance(1);
  network.garbled = true;
  const strange = connection.request('reauthenticate', { token: 'x' });
  await expect(strange).rejects.toBeInstanceOf(CodedError);
});

test('a renewal that nobody answers is tried again, and does not end the session', async () => {
  let renewals = 0;
  const { world, clock, network, connection } = setUp(async () => {
    if (++renewals < 3) throw new NoAnswerError();
    network.refusal = undefined;
  });
  network.refusal = 'E_UNAUTHENTICATED';
  connection.start();
  await clock.advance(10_000);
  expect(world.ends).toEqual([]);
  expect(connection.state.get().kind).toBe('online');
});

test('waking up while the token is renewed does not try the old one again', async () => {
  const { world, clock, network, connection, connects } = setUp(
    () =>
      new Promise((resolve) =>
        clock.setTimeout(() => {
          network.refusal = undefined;
          resolve();
        }, 500),
      ),
  );
  network.refusal = 'E_UNAUTHENTICATED';
  connection.start();
  await clock.advance(100);
  connection.wake();
  await clock.advance(1_000);
  expect(world.ends).toEqual([]);
  expect(connection.state.get().kind).toBe('online');
  expect(connects()).toBe(2);
});

test('a fresh token that the live connection could not be told is taken to the next one', async () => {
  const { world, clock, network, connection, happened, tokenRenewed } = setUp();
  connection.start();
  await clock.advance(1);
  world.server.refusals.push('E_RATE_LIMITED');
  tokenRenewed();
  await clock.advance(2_000);
  expect(network.count('reauthenticate')).toBe(1);
  expect(happened).toEqual(['online', 'offline', 'online']);
});
