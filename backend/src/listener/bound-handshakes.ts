import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { connectionKey } from './connection-key.ts';

/** How long a TLS handshake may take, in ms. */
const PATIENCE = 10_000;

/**
 * Cuts connections whose TLS handshake is not done in time. The limit of Node.js begins anew with every byte, and a
 * handshake has thousands.
 */
export function boundHandshakes(server: Server): void {
  const timers = new Map<string, NodeJS.Timeout>();
  server.on('connection', (socket: Socket) => {
    const key = connectionKey(socket);
    const timer = setTimeout(() => socket.destroy(), PATIENCE);
    timers.set(key, timer);
    socket.once('close', () => {
      clearTimeout(timer);
      if (timers.get(key) === timer) timers.delete(key);
    });
  });
  server.on('secureConnection', (socket) => clearTimeout(timers.get(connectionKey(socket))));
}
