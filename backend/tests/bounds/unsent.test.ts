import { LIMITS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { connectClient } from '../../testing/connect-client.ts';
import { privateText } from '../../testing/message.ts';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { longestWait } from './longest-wait.ts';
import { startMeasured } from './measured-server.ts';
import { PausedSocket } from './paused-socket.ts';

const HEAP_MIB = 256;
/** A process has more than its heap. */
const MEMORY_MIB = 2 * HEAP_MIB;
const MIB = 1024 * 1024;

interface Servers {
  readonly httpUrl: string;
  readonly wsUrl: string;
}

/** Somebody who wrote enough to oneself that a page of it is as large as pages get. */
async function writer({ httpUrl, wsUrl }: Servers) {
  const user = await registerWithKeys(httpUrl);
  const client = await connectClient(wsUrl, user.token);
  const words = 'x'.repeat(LIMITS.payloadBytes - 2_000);
  const messages = Array.from({ length: 14 }, () => privateText(user, user, words));
  for (const message of messages) await client.get('privateMessage', message);
  const page = { conversation: messages[0]?.conversation ?? '', direction: 'last', limit: 200 } as const;
  return { ...user, client, page };
}

async function deafSocket(wsUrl: string, token: string): Promise<PausedSocket> {
  const socket = await PausedSocket.of(wsUrl, token);
  socket.pause();
  return socket;
}

test(
  '29. 200 sockets of 5 accounts that never read leave the server its memory',
  { timeout: 120_000 },
  async () => {
    const env = { CONNECTION_RATE_LIMIT: '0', MESSAGE_BURST_LIMIT: '20' };
    const server = await startMeasured({ env, heapMiB: HEAP_MIB });
    const servers = { httpUrl: server.url, wsUrl: server.url };
    const writers = await Promise.all([1, 2, 3, 4, 5].map(() => writer(servers)));
    const honest = await writer(servers);
    const deaf = await Promise.all(
      writers.flatMap((from) =>
        Array.from({ length: 40 }, async () => ({
          ...from,
          socket: await deafSocket(server.url, from.token),
        })),
      ),
    );

    for (let i = 0; i < 15; i++) for (const { socket, page } of deaf) socket.ask('sync', page);
    const wait = await longestWait(server, honest.client, 100);
    const { entries } = await honest.client.get('sync', honest.page);

    expect(entries).not.toHaveLength(0);
    expect(wait).toBeLessThan(2);
    expect(honest.client.socket.connected).toBe(true);
    expect(server.isRunning).toBe(true);
    expect(server.peakMiB()).toBeLessThan(MEMORY_MIB);
  },
);

test(
  '29. what waits is bounded over all sockets: the deaf are cut, and who reads is not',
  { timeout: 60_000 },
  async () => {
    const env = { UNSENT_BYTES_MAX: `${16 * MIB}`, MAX_CLIENTS_PER_USER: '1000' };
    const backend = await startTestBackend({ env, parts: { clock: Date.now } });
    const [honest, { token, page }] = await Promise.all([writer(backend), writer(backend)]);
    const deaf = await Promise.all(Array.from({ length: 40 }, () => deafSocket(backend.wsUrl, token)));

    for (let i = 0; i < 15; i++) for (const socket of deaf) socket.ask('sync', page);
    // Everyone gets a page in turn: after so many of one's own, the others have had theirs.
    for (let i = 0; i < 20; i++) await honest.client.get('sync', honest.page);
    const alive = await Promise.all(deaf.map((socket) => socket.isAlive()));

    expect(honest.client.socket.connected).toBe(true);
    expect(alive).toContain(true);
    expect(alive.filter((is) => !is).length).toBeGreaterThan(20);
  },
);
