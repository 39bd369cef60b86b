import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** How long connections may linger that were asked to close, in ms. */
const PATIENCE = 1_000;

/** Remembers the connections of a server, upgraded ones too, so that it can be closed for good. */
export class ClosableServer {
  readonly server: Server | HttpsServer;
  readonly #sockets = new Set<Socket>();

  constructor(server: Server | HttpsServer) {
    this.server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Takes no new connections from now on. */
  refuse(): void {
    this.server.close();
  }

  /** Resolves when the last connection is gone; what lingers is cut off. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), PATIENCE);
    this.server.closeIdleConnections();
    if (this.#sockets.size > 0) await new Promise((resolve) => this.server.once('close', resolve));
    clearTimeout(timer);
  }
}
