import type { ChatSocket } from '../chat-server.ts';

/** Lets go of the request that a connection came by: a few kilobytes a socket that nobody looks at any more. */
export function forgetUpgrade(socket: ChatSocket): void {
  Reflect.set(socket.conn, 'request', undefined);
}
