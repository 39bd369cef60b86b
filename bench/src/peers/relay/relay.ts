import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TIMING } from '@parley/protocol';
import { io } from 'socket.io-client';
import type { Peer, PeerUser } from '../../peer.ts';
import { ServerProcess } from '../../server-process.ts';
import { connected } from '../connected.ts';
import { DIRECT_RECEIPT_MS } from '../direct-receipt.ts';
import { Receipts } from '../receipts.ts';

const file = new URL('relay-server.ts', import.meta.url).pathname;
const ADDRESSES = { plain: 'http://127.0.0.1:18090', committing: 'http://127.0.0.1:18093' } as const;

/** The address of the relay that stores nothing. */
export const RELAY = ADDRESSES.plain;

/** Socket.IO alone. */
export async function startRelay(): Promise<Peer> {
  const server = await startRelayServer();
  return peerAt('Socket.IO, relay only', ADDRESSES.plain, server, () => server.stop());
}

/** Socket.IO, and one commit of SQLite for all that arrives in a turn of the event loop. */
export async function startCommittingRelay(): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const server = await launch(ADDRESSES.committing, { FILE: join(folder, 'relay.db') });
  return peerAt('Socket.IO, relay and commit', ADDRESSES.committing, server, async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
}

export function startRelayServer(): Promise<ServerProcess> {
  return launch(ADDRESSES.plain, {});
}

function launch(address: string, env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  return ServerProcess.start(file, { ...env, PORT: new URL(address).port }, address);
}

function peerAt(name: string, address: string, server: ServerProcess, stop: () => Promise<void>): Peer {
  const connect = (users: number) =>
    Promise.all(Array.from({ length: users }, (_, user) => userAt(address, user)));
  return { name, server, connect, stop };
}

async function userAt(address: string, user: number): Promise<PeerUser> {
  const socket = io(address, { transports: ['websocket'], auth: { user }, forceNew: true });
  await connected(socket);
  let count = 0;
  const send = async (event: string, text: string): Promise<void> => {
    await socket.emitWithAck(event, { id: crypto.randomUUID(), event, text });
  };
  const direct = new Receipts(DIRECT_RECEIPT_MS, (upTo) => socket.emit('received', upTo));
  const room = new Receipts(TIMING.marksMerge, (upTo) => socket.emit('received', upTo));
  socket.on('response', ({ event }: { readonly event: string }) =>
    (event === 'message' ? direct : room).received(++count),
  );
  return {
    toPartner: async (text) => () => send('message', text),
    toRoom: async (text) => () => send('roomMessage', text),
    onMessage: (listener) => {
      socket.on('response', listener);
      return () => void socket.off('response', listener);
    },
    close: () => {
      for (const receipts of [direct, room]) receipts.stop();
      socket.close();
    },
  };
}
