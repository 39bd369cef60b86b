import type { WebSocket } from 'ws';
import { batchWrites } from './batch-writes.ts';
import type { EngineConnection, SocketTransport } from './engine-connection.ts';
import type { Gate, GatedWebSocket } from './gated-web-socket.ts';
import { heldPacket } from './held-packets.ts';
import type { Line } from './line.ts';

const NOTHING = () => undefined;

/** A connection over one WebSocket. */
export class SocketLine implements Line {
  readonly #socket: GatedWebSocket;
  #gone: () => void = NOTHING;

  readonly holds = heldPacket;

  constructor(connection: EngineConnection, transport: SocketTransport) {
    const { socket } = transport;
    this.#socket = socket;
    batchWrites(connection.request.socket);
    socket.on('ping', answerPing);
    transport.on('drain', () => this.closed());
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

/** One function for all sockets: one for each would take memory on every socket. */
function answerPing(this: WebSocket, data: Buffer): void {
  this.pong(data);
}
