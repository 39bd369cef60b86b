import { io, type Socket } from 'socket.io-client';
import { connected } from '../peers/connected.ts';

/** Handshakes in parallel: if a generator opens all sockets at once, it measures itself. */
const AT_ONCE = 100;

export interface SocketOptions {
  /** With the namespace, if there is one. */
  readonly address: string;
  readonly auth: Readonly<Record<string, unknown>>;
}

/** Opens this many sockets and keeps them open. */
export async function openSockets(
  count: number,
  options: (i: number) => SocketOptions,
): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  const openOthers = async () => {
    while (sockets.length < count) {
      const { address, auth } = options(sockets.length);
      const socket = io(address, { transports: ['websocket'], auth, forceNew: true, reconnection: false });
      sockets.push(socket);
      await connected(socket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openOthers));
  return sockets;
}
