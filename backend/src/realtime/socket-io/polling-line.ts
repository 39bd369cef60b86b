import type { ServerResponse } from 'node:http';
import type { EngineConnection, Packet, PollingTransport } from './engine-connection.ts';
import type { Gate } from '../sockets/gated-web-socket.ts';
import type { HeldPacket } from '../sockets/held-packets.ts';
import { heldPacket } from './held-packet.ts';
import type { EngineLine } from './engine-line.ts';

/** How long a closing connection waits for a poll that it can answer, in ms. */
const PATIENCE = 3_000;
/** Between the packets of a body. */
const SEPARATOR = '\x1e';
/** The first character of a packet of bytes. */
const BINARY = 'b';

/** A connection over many requests: a GET waits for what the client is told, a POST brings what it says. */
export class PollingLine implements EngineLine {
  readonly #connection: EngineConnection;
  readonly #transport: PollingTransport;
  /** Answers on their way. Their bytes stay in memory until the client has read them, whatever became of the connection. */
  readonly #answers = new Set<ServerResponse>();

  constructor(connection: EngineConnection, transport: PollingTransport) {
    this.#connection = connection;
    this.#transport = transport;
    transport.closeTimeout = PATIENCE;
  }

  get isOpen(): boolean {
    return this.#connection.readyState === 'open';
  }

  guard(gate: Gate): void {
    const transport = this.#transport;
    const onData = transport.onData.bind(transport);
    transport.onData = (body) => {
      const passes = body.split(SEPARATOR).every((packet) => gate.passes(packet.startsWith(BINARY)));
      if (passes) onData(body);
    };
  }

  /** A broadcast is copied into each answer: the frame that WebSockets share is of no use here. */
  holds({ data = '' }: Packet): HeldPacket {
    return heldPacket({ data });
  }

  flushed(gone: () => void): void {
    const { res: answer } = this.#transport;
    if (answer === null || answer === undefined) {
      gone();
      return;
    }
    this.#answers.add(answer);
    answer.once('close', () => {
      this.#answers.delete(answer);
      gone();
    });
  }

  closed(): void {
    // An answer on its way stays in memory until it is read.
  }

  cut(): void {
    for (const { socket } of this.#answers) socket?.destroy();
    this.#connection.close(true);
  }
}
