import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** How long connections may linger after they were asked to close, in ms. */
const PATIENCE = 1_000;

/** Remembers the connections of a server, upgraded ones too, so that it can be closed completely. */
export class ClosableServer {
  readonly server: Server | HttpsServer;
  readonly #sockets = new Set<Socket>();
  /** Listens from the start: the event fires before the last connection reports its end. */
  readonly #closed: Promise<void>;

  constructor(server: Server | HttpsServer) {
    this.server = server;
    this.#closed = new Promise((resolve) => server.once('close', resolve));
    const sockets = this.#sockets;
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', forget);
    });
    /** One function for all sockets: one for each would take memory on every socket. */
    function forget(this: Socket): void {
      sockets.delete(this);
    }
  }

  /** Takes no new connections from now on. */
  refuse(): void {
    this.server.close();
  }

  /** Resolves when the last connection is gone; lingering ones are cut off. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), PATIENCE);
    this.server.closeIdleConnections();
    if (this.#sockets.size > 0) await this.#closed;
    clearTimeout(timer);
  }
}
