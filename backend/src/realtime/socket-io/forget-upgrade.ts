import type { ChatSocket } from './chat-server.ts';

/** Drops the reference to a connection's upgrade request: a few unused kilobytes per socket. */
export function forgetUpgrade(socket: ChatSocket): void {
  Reflect.set(socket.conn, 'request', undefined);
}
