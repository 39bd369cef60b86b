import type { WireError } from '@parley/protocol';
import type { Connection, ConnectionData } from '../connections.ts';
import type { ChatSocket } from './chat-server.ts';
import type { Unsent } from '../sockets/unsent-bound.ts';

/** A socket as the rest of the server sees it. */
export class SocketIoConnection implements Connection {
  readonly data: ConnectionData;
  readonly #socket: ChatSocket;
  readonly #unsent: Unsent;

  constructor(socket: ChatSocket, unsent: Unsent) {
    this.data = socket.data;
    this.#socket = socket;
    this.#unsent = unsent;
  }

  get id(): string {
    return this.#socket.id;
  }

  get isOpen(): boolean {
    return this.#socket.connected;
  }

  get unsentBytes(): number {
    return this.#unsent.bytes;
  }

  isIn(room: string): boolean {
    return this.#socket.rooms.has(room);
  }

  join(rooms: readonly string[]): void {
    void this.#socket.join([...rooms]);
  }

  leave(room: string): void {
    void this.#socket.leave(room);
  }

  close(reason?: WireError): void {
    if (reason !== undefined) this.#socket.emit('token-expired', reason);
    this.#socket.disconnect(true);
  }
}
