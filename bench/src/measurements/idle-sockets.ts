import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures, Measured } from '../figures.ts';
import type { ParleyServer } from '../peers/parley/parley-server.ts';
import { RELAY, startRelayServer } from '../peers/relay/relay.ts';
import type { ServerProcess } from '../server-process.ts';
import { openSockets, type SocketOptions } from '../sockets/open-sockets.ts';

/** Until a server has collected what the handshakes left. */
const SETTLED_MS = 10_000;

/**
 * The memory of idle sockets. Each round begins with fresh processes, because memory that was used once is seldom given back.
 * @param tokens of accounts on the server, shared by the sockets
 */
export async function measureIdleSockets(
  rounds: number,
  sockets: number,
  parley: ParleyServer,
  tokens: readonly string[],
): Promise<readonly Measured[]> {
  const bare: Figures[] = [];
  const whole: Figures[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await ofRelay(sockets));
    await parley.restart();
    const options = (i: number) => parley.socketOf(tokens[i % tokens.length] ?? '');
    whole.push(await memoryOf(parley.process, sockets, options));
  }
  const load = `${sockets} idle sockets`;
  return [
    { load, system: 'Socket.IO, relay only', rounds: bare },
    { load, system: 'Parley', rounds: whole },
  ];
}

async function ofRelay(sockets: number): Promise<Figures> {
  const relay = await startRelayServer();
  try {
    return await memoryOf(relay, sockets, (user) => ({ address: RELAY, auth: { user } }));
  } finally {
    await relay.stop();
  }
}

/** Resident memory of a server for each socket, once it has settled, and the server's CPU for opening them. */
async function memoryOf(
  server: ServerProcess,
  count: number,
  options: (i: number) => SocketOptions,
): Promise<Figures> {
  const [before, cpu] = [server.residentKiB(), server.cpuSeconds()];
  const sockets = await openSockets(count, options);
  const opening = server.cpuSeconds() - cpu;
  await sleep(SETTLED_MS);
  const after = server.residentKiB();
  for (const socket of sockets) socket.close();
  return {
    'KiB a socket': (after - before) / count,
    'CPU s per 1,000 opened': (opening / count) * 1_000,
  };
}
