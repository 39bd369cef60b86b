import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const DEFAULT_PORT = 27_017;
const ports = new Set<number>();

/**
 * Makes connections to a database fail at the moment when its server ends them.
 *
 * Without this the driver notices some callbacks later. Anything it writes until then waits forever for a `drain` of a dead
 * socket (mongodb 7.8: `writeCommand`, `once(socket, 'drain')`). An example is the heartbeat after an operation that failed
 * because all connections ended at once: the driver would never find the server again.
 * @param uri of the database; members of a replica set that it does not name are assumed to use the same ports
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
