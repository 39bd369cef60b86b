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
    socket.on('ping', (data) => socket.pong(data));
    const taken = () => {
      const gone = this.#gone;
      this.#gone = NOTHING;
      gone();
    };
    transport.on('drain', taken);
    connection.on('close', taken);
  }

  guard(gate: Gate): void {
    this.#socket.gate = gate;
  }

  flushed(gone: () => void): void {
    this.#gone = gone;
  }

  cut(): void {
    this.#socket.terminate();
  }
}
