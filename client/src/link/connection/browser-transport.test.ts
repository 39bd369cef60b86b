import { NAMESPACE, SOCKET_PATH, TIMING } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeClock } from '../../platform/fake-clock.ts';
import type { ConnectionListener, Transport } from '../../ports/transport.ts';
import { createBrowserTransport } from './browser-transport.ts';

const OPEN = opening(1_000, 500);
const IN = `40${NAMESPACE},{"sid":"t"}`;

function opening(pingInterval: number, pingTimeout: number): string {
  return `0${JSON.stringify({ sid: 's', pingInterval, pingTimeout })}`;
}

/** A WebSocket that a test plays the server of. */
class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readonly sent: string[] = [];
  readonly address: string;
  readyState = 0;

  constructor(address: string) {
    super();
    this.address = address;
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.readyState = 3;
  }

  says(...frames: readonly string[]): void {
    this.readyState = 1;
    for (const data of frames) this.dispatchEvent(new MessageEvent('message', { data }));
  }

  breaks(): void {
    this.readyState = 3;
    for (const type of ['error', 'close']) this.dispatchEvent(new Event(type));
  }
}

function setUp(load: 'loads' | 'fails' = 'loads') {
  const clock = new FakeClock();
  const sockets: FakeSocket[] = [];
  const polls: ConnectionListener[] = [];
  const said: string[] = [];
  const listener: ConnectionListener = {
    opened: () => said.push('opened'),
    refused: ({ code }) => said.push(`refused ${code}`),
    closed: (reason) => said.push(`closed ${reason}`),
    event: (name, payload) => said.push(`${name} ${JSON.stringify(payload)}`),
  };
  const poller: Transport = {
    connect: (_, told) => {
      polls.push(told);
      return { emit: () => undefined, request: async () => 'polled', close: () => said.push('poll ended') };
    },
  };
  const transport = createBrowserTransport({
    url: 'https://chat.example.org',
    clock,
    polling: () => (load === 'loads' ? Promise.resolve(poller) : Promise.reject(new Error('away'))),
    open: (address) => {
      const socket = new FakeSocket(address);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  const connect = () => {
    const connection = transport.connect(() => 'token', listener);
    return { connection, socket: sockets.at(-1) ?? new FakeSocket('none') };
  };
  return { clock, sockets, polls, said, connect };
}

test('it opens a WebSocket, comes in with the token, and is open', () => {
  const { connect, said } = setUp();
  const { socket } = connect();
  expect(socket.address).toBe(`wss://chat.example.org${SOCKET_PATH}/?EIO=4&transport=websocket`);
  socket.says(OPEN);
  expect(socket.sent).toEqual([expect.stringMatching(`^40${NAMESPACE},\\{"token":"token","version":`)]);
  expect(said).toEqual([]);
  socket.says(IN);
  expect(said).toEqual(['opened']);
});

test('each answer comes to who asked for it', async () => {
  const { connect } = setUp();
  const { connection, socket } = connect();
  socket.says(OPEN, IN);
  const page = { conversation: 'c', direction: 'last', limit: 1 } as const;
  const answers = [connection.request('sync', page), connection.request('sync', page)];
  expect(socket.sent.slice(1)).toEqual(
    [0, 1].map((id) => `42${NAMESPACE},${id}["sync",${JSON.stringify(page)}]`),
  );
  socket.says(`43${NAMESPACE},1[{"second":true}]`, `43${NAMESPACE},0[{"first":true}]`);
  expect(await Promise.all(answers)).toEqual([{ first: true }, { second: true }]);
});

test('events of the protocol are told, and others are read over', () => {
  const { connect, said } = setUp();
  const { socket } = connect();
  socket.says(
    OPEN,
    IN,
    `42${NAMESPACE},["typing",{"a":1}]`,
    `42${NAMESPACE},["tomorrow",1]`,
    '6',
    `42/other,["typing",2]`,
  );
  expect(said).toEqual(['opened', 'typing {"a":1}']);
});

test('a refusal is told once, and ends the connection', () => {
  const { connect, said } = setUp();
  const { socket } = connect();
  const data = { code: 'E_SERVER_FULL', message: 'full' };
  socket.says(OPEN, `44${NAMESPACE},${JSON.stringify({ message: 'x', data })}`, IN);
  socket.breaks();
  expect(said).toEqual(['refused E_SERVER_FULL']);
  expect(socket.readyState).toBe(3);
});

test.each([
  [`44${NAMESPACE},{"message":"Invalid namespace"}`, 'closed Invalid namespace'],
  [`41${NAMESPACE},`, 'closed io server disconnect'],
  ['1', 'closed io server disconnect'],
  [`42${NAMESPACE},[`, 'closed parse error'],
  ['0null', 'closed parse error'],
  ['0', 'closed parse error'],
])('%s closes the connection', (frame, report) => {
  const { connect, said } = setUp();
  const { socket } = connect();
  socket.says(OPEN, IN, frame, `42${NAMESPACE},["typing",{}]`);
  expect(said).toEqual(['opened', report]);
});

test('a server that stops pinging is gone, one that pings is answered', async () => {
  const { clock, connect, said } = setUp();
  const { socket } = connect();
  socket.says(OPEN, IN);
  await clock.advance(1_400);
  socket.says('2');
  expect(socket.sent.at(-1)).toBe('3');
  await clock.advance(1_400);
  expect(said).toEqual(['opened']);
  await clock.advance(200);
  expect(said).toEqual(['opened', 'closed ping timeout']);
});

test('where no WebSocket comes about, and none the next time, it polls', async () => {
  const { clock, connect, polls, said } = setUp();
  connect().socket.breaks();
  await clock.advance(0);
  // What polls had to be loaded: a server that was away may be back since.
  expect(polls).toEqual([]);
  expect(said.splice(0)).toEqual(['closed transport error']);
  const { connection, socket } = connect();
  socket.breaks();
  polls[0]?.opened();
  expect(said).toEqual(['opened']);
  expect(await connection.request('sync', { conversation: 'c', direction: 'last', limit: 1 })).toBe('polled');
});

test('what polls and cannot be loaded is a server that is away', async () => {
  const { clock, connect, said } = setUp('fails');
  connect().socket.breaks();
  await clock.advance(0);
  expect(said).toEqual(['closed Error: away']);
});

test('a WebSocket that broke once it had been open is not polled for', async () => {
  const { clock, connect, polls, said } = setUp();
  const { socket } = connect();
  socket.says(OPEN, IN);
  socket.breaks();
  await clock.advance(0);
  expect(said).toEqual(['opened', 'closed transport error']);
  expect(polls).toEqual([]);
});

test.each([
  ['before', []],
  ['after', [opening(25_000, 20_000)]],
])(
  'who gave up an attempt in silence, %s its first frame, polls next, and then tries a WebSocket again',
  async (_, frames) => {
    const { clock, connect, sockets, polls } = setUp();
    const first = connect();
    first.socket.says(...frames);
    await clock.advance(TIMING.authenticate);
    first.connection.close();
    const second = connect();
    await clock.advance(0);
    expect([sockets.length, polls.length]).toEqual([1, 1]);
    await clock.advance(TIMING.authenticate);
    second.connection.close();
    connect();
    expect([sockets.length, polls.length]).toEqual([2, 1]);
  },
);

test('a WebSocket that breaks before anybody was let in is polled for', async () => {
  const { clock, connect, polls, said } = setUp();
  connect().socket.breaks();
  await clock.advance(0);
  const { socket } = connect();
  socket.says(OPEN);
  socket.breaks();
  expect(polls).toHaveLength(1);
  expect(said).toEqual(['closed transport error']);
});

test('who gave up at once, or could load nothing to poll with, tries a WebSocket again', async () => {
  const { clock, connect, sockets, said } = setUp('fails');
  connect().connection.close();
  const second = connect();
  second.socket.breaks();
  await clock.advance(TIMING.authenticate);
  expect(said).toEqual(['closed Error: away']);
  second.connection.close();
  connect();
  expect(sockets).toHaveLength(3);
});

test('who closes while the other way is loaded hears nothing, and nothing is opened', async () => {
  const { clock, connect, polls, said } = setUp();
  const { connection, socket } = connect();
  socket.breaks();
  connection.close();
  await clock.advance(0);
  expect(polls).toEqual([]);
  expect(said).toEqual([]);
});

test('who closes says so, and hears nothing more', () => {
  const { connect, said } = setUp();
  const { connection, socket } = connect();
  socket.says(OPEN, IN);
  connection.close();
  expect(socket.sent.at(-1)).toBe(`41${NAMESPACE},`);
  socket.says(`42${NAMESPACE},["typing",{}]`);
  socket.breaks();
  expect(said).toEqual(['opened']);
});
