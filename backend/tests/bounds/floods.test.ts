import { NAMESPACE } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { connectClient } from '../../testing/connect-client.ts';
import { connectPacket } from '../../testing/connect-packet.ts';
import { privateText } from '../../testing/message.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { longestWait } from './longest-wait.ts';
import { startMeasured } from './measured-server.ts';
import { BINARY, type Flood, PausedSocket, PING } from './paused-socket.ts';

const PACKETS = 200_000;
/** Processor time that a flood may cost, in seconds: at 12 us a packet, reading all of it would take 2.4. */
const COST = 0.75;

const anybody: readonly [string, Flood][] = [
  ['CONNECT to another namespace', { payload: '40/other,' }],
  ['CONNECT with a wrong token', { payload: connectPacket('wrong') }],
  ['answers to nothing', { payload: `43${NAMESPACE},7[]` }],
  ['binary frames', { payload: 'hello', opcode: BINARY }],
  ['pings of WebSocket', { payload: '', opcode: PING }],
  ['pongs of Engine.IO', { payload: '3' }],
  ['what is no packet', { payload: 'x' }],
];
const users: readonly [string, Flood][] = [
  ['known events', { payload: `42${NAMESPACE},1["command",{"name":"ping"}]` }],
  ['unknown events', { payload: `42${NAMESPACE},1["nothing",{}]` }],
  ['events without an answer', { payload: `42${NAMESPACE},["typing",{}]` }],
  ['attachments that never come', { payload: `451-${NAMESPACE},["x",{"_placeholder":true,"num":0}]` }],
  ...anybody,
];

describe('30. a flood ends its connection before it costs the others anything', () => {
  const env = { CONNECTION_RATE_LIMIT: '0', TRUST_PROXY: '1' };

  test.each([
    ['before login', anybody, () => Promise.resolve(undefined)],
    ['after login', users, async (url: string) => (await registerWithKeys(url)).token],
  ] as const)('%s', { timeout: 120_000 }, async (_, kinds, tokenFor) => {
    const server = await startMeasured({ env });
    const honest = await connectClient(server.url, (await registerWithKeys(server.url)).token);
    for (const [at, [name, packet]] of kinds.entries()) {
      const token = await tokenFor(server.url);
      const from = `198.51.100.${at + 1}`;
      const socket = await (token === undefined
        ? PausedSocket.open(server.url, from)
        : PausedSocket.of(server.url, token, from));
      const before = server.cpuSeconds();

      socket.flood(packet, PACKETS);
      const wait = longestWait(server, honest, 10);
      await socket.closed;

      expect(await wait, name).toBeLessThan(COST);
      expect(server.cpuSeconds() - before, name).toBeLessThan(COST);
    }
  });
});

describe('30. who floods again and again waits', () => {
  async function flood(url: string, { token, from }: { readonly token?: string; readonly from: string }) {
    const socket = await (token === undefined
      ? PausedSocket.open(url, from)
      : PausedSocket.of(url, token, from));
    socket.flood({ payload: `43${NAMESPACE},7[]` }, 500);
    await socket.closed;
  }

  test('an address longer than an account, and each wait is longer', async () => {
    const backend = await startTestBackend({ env: { TRUST_PROXY: '1' } });
    const from = '2001:db8::1';
    for (let i = 0; i < 10; i++) await flood(backend.wsUrl, { from: `2001:db8::${i}` });

    await expect(PausedSocket.open(backend.wsUrl, from)).rejects.toThrow();
    await PausedSocket.open(backend.wsUrl, '2001:db8:0:1::1');
    backend.clock.advance(1_000);
    await flood(backend.wsUrl, { from });
    backend.clock.advance(1_000);
    await expect(PausedSocket.open(backend.wsUrl, from)).rejects.toThrow();
    backend.clock.advance(1_000);
    await PausedSocket.open(backend.wsUrl, from);
  });

  test('an account, wherever it comes from, and is told how long', async () => {
    const env = { TRUST_PROXY: '1', MESSAGE_RATE_LIMIT: '5' };
    const backend = await startTestBackend({ env });
    const user = await backend.register();
    for (let i = 0; i < 3; i++) await flood(backend.wsUrl, { token: user.token, from: `198.51.100.${i}` });

    await expect(backend.connect(user)).rejects.toMatchObject({
      data: { code: 'E_TOO_MANY_CONNECTIONS', retryAfterMs: 1_000 },
    });
    const noted = await backend.stores.audit.after(0, 100);
    expect(noted.at(-1)).toMatchObject({ kind: 'rate_limited' });
    expect(noted.some(({ details }) => details?.limit === 'packets')).toBe(true);
    backend.clock.advance(1_000);
    expect((await backend.connect(user)).socket.connected).toBe(true);
  });
});

test('30. what a client does that comes back after a long time is no flood', async () => {
  const env = { MESSAGE_RATE_LIMIT: '5', MESSAGE_BURST_LIMIT: '10' };
  const backend = await startTestBackend({ env });
  const user = await backend.register();
  const client = await backend.connect(user);
  const conversation = privateText(user, user, '').conversation;
  const sync = { conversation, direction: 'last', limit: 50 } as const;

  const written = Array.from({ length: 100 }, () =>
    client.ask('privateMessage', privateText(user, user, 'x')),
  );
  const asked = Array.from({ length: 200 }, () => client.ask('sync', sync));
  for (let i = 0; i < 50; i++) client.tell('delivered', { marks: [{ conversation, seq: 1 }] });
  await Promise.all([...written, ...asked]);

  expect(client.socket.connected).toBe(true);
});

test('30. a ping of WebSocket is answered', async () => {
  const backend = await startTestBackend();
  const socket = await PausedSocket.open(backend.wsUrl);

  socket.ping();

  await expect.poll(() => socket.pongs).toBe(1);
});
