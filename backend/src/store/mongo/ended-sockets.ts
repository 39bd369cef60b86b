import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const DEFAULT_PORT = 27_017;
const ports = new Set<number>();

/**
 * Has connections to a database fail at the very moment that its server ends them.
 *
 * Without this the driver learns of it some callbacks later. What it writes until then, such as the heartbeat that
 * follows an operation that failed because all connections ended at once, waits for ever for a `drain` of a socket
 * that is gone (mongodb 7.8: `writeCommand`, `once(socket, 'drain')`), and the server is never found again.
 * @param uri of the database; members of a replica set that it does not name are taken to use the same ports
 */
export function failWhenEnded(uri: string): void {
  if (ports.size === 0) subscribe('net.client.socket', watch);
  const hosts = /^[^/]*\/\/(?:[^/@]*@)?([^/?]*)/.exec(uri)?.[1] ?? '';
  for (const host of hosts.split(',')) ports.add(Number(/:(\d+)$/.exec(host)?.[1] ?? DEFAULT_PORT));
}

function watch(message: unknown): void {
  const { socket } = message as { readonly socket: Socket };
  socket.once('connect', () => {
    if (!ports.has(socket.remotePort ?? 0)) return;
    socket.once('end', () => socket.destroy(new Error('The database server ended the connection.')));
  });
}
