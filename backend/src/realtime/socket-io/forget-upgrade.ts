import type { ChatSocket } from './chat-server.ts';

/**
 * Drops the request that a connection began with, and what Socket.IO copied of it, the token among it: a few unused kilobytes
 * per socket.
 */
export function forgetUpgrade(socket: ChatSocket): void {
  Reflect.set(socket.conn, 'request', undefined);
  Reflect.set(socket, 'handshake', undefined);
}
