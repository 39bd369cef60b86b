import { io, type Socket } from 'socket.io-client';
import { connected } from '../peers/connected.ts';

/** Handshakes in parallel: if a generator opens all sockets at once, it measures itself. */
const AT_ONCE = 100;

export interface SocketOptions {
  /** With the namespace, if there is one. */
  readonly address: string;
  readonly auth: Readonly<Record<string, unknown>>;
}

/** Opens a socket. One that breaks stays closed: made anew, it would hide that it broke. */
export async function openSocket({ address, auth }: SocketOptions): Promise<Socket> {
  const socket = io(address, { transports: ['websocket'], auth, forceNew: true, reconnection: false });
  await connected(socket);
  return socket;
}

/** Opens this many sockets and keeps them open. */
export async function openSockets(
  count: number,
  options: (i: number) => SocketOptions,
): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  let begun = 0;
  const openOthers = async () => {
    while (begun < count) sockets.push(await openSocket(options(begun++)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openOthers));
  return sockets;
}
