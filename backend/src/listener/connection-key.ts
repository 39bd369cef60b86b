import type { Socket } from 'node:net';

/** What a connection is known by, above TLS as below it: the address and port of its other end. */
export function connectionKey({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
