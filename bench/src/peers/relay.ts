import { io } from 'socket.io-client';
import type { Peer, PeerUser } from '../peer.ts';
import { ServerProcess } from '../server-process.ts';
import { connected } from './connected.ts';

const PORT = 18_090;
export const RELAY = `http://127.0.0.1:${PORT}`;

/** Socket.IO alone: all figures are relative to it. */
export async function startRelay(): Promise<Peer> {
  const server = await startRelayServer();
  return {
    name: 'Socket.IO, relay only',
    server,
    connect: (users) => Promise.all(Array.from({ length: users }, (_, user) => connect(user))),
    stop: () => server.stop(),
  };
}

export function startRelayServer(): Promise<ServerProcess> {
  const file = new URL('relay-server.ts', import.meta.url).pathname;
  return ServerProcess.start(file, { PORT: String(PORT) }, RELAY);
}

async function connect(user: number): Promise<PeerUser> {
  const socket = io(RELAY, { transports: ['websocket'], auth: { user }, forceNew: true });
  await connected(socket);
  const send = async (event: string, text: string): Promise<void> => {
    await socket.emitWithAck(event, { id: crypto.randomUUID(), text });
  };
  return {
    send: (text) => send('message', text),
    sendToRoom: (text) => send('roomMessage', text),
    onMessage: (listener) => void socket.on('response', listener),
    close: () => void socket.close(),
  };
}
