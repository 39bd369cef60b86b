import { batchWrites } from '../sockets/batch-writes.ts';
import type { EngineConnection, SocketTransport } from './engine-connection.ts';
import { answerPing, type Gate, type GatedWebSocket } from '../sockets/gated-web-socket.ts';
import { heldPacket } from './held-packet.ts';
import type { EngineLine } from './engine-line.ts';

const NOTHING = () => undefined;

/** A connection over one WebSocket. */
export class SocketLine implements EngineLine {
  readonly #connection: EngineConnection;
  readonly #socket: GatedWebSocket;
  #gone: () => void = NOTHING;

  readonly holds = heldPacket;

  constructor(connection: EngineConnection, transport: SocketTransport) {
    const { socket } = transport;
    this.#connection = connection;
    this.#socket = socket;
    batchWrites(connection.request.socket);
    socket.on('ping', answerPing);
    transport.on('drain', () => this.closed());
  }

  get isOpen(): boolean {
    return this.#connection.readyState === 'open';
  }

  guard(gate: Gate): void {
    this.#socket.gate = gate;
  }

  flushed(gone: () => void): void {
    this.#gone = gone;
  }

  /** What was flushed is with the kernel, or was given up. */
  closed(): void {
    const gone = this.#gone;
    this.#gone = NOTHING;
    gone();
  }

  cut(): void {
    this.#socket.terminate();
  }
}
