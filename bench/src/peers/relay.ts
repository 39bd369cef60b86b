import { io } from 'socket.io-client';
import type { Peer, PeerUser } from '../peer.ts';
import { ServerProcess } from '../server-process.ts';
import { connected } from './connected.ts';

const PORT = 18_090;

/** Socket.IO alone: what every figure is a ratio to. */
export async function startRelay(): Promise<Peer> {
  const address = `http://127.0.0.1:${PORT}`;
  const file = new URL('relay-server.ts', import.meta.url).pathname;
  const server = await ServerProcess.start(file, { PORT: String(PORT) }, address);
  return {
    name: 'Socket.IO, relay only',
    server,
    connect: (users) => Promise.all(Array.from({ length: users }, (_, user) => connect(address, user))),
    stop: () => server.stop(),
  };
}

async function connect(address: string, user: number): Promise<PeerUser> {
  const socket = io(address, { transports: ['websocket'], auth: { user }, forceNew: true });
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
