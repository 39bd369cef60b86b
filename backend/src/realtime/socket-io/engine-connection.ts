import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatedWebSocket } from '../sockets/gated-web-socket.ts';

/** The parts of an Engine.IO packet that are used here. */
export interface Packet {
  readonly data?: string | Buffer;
  readonly options?: {
    /** The frame of a broadcast, in parts: all recipients share one object. */
    readonly wsPreEncodedFrame?: readonly Uint8Array[];
  };
}

/** The parts of Engine.IO's transport over one WebSocket that are used here. */
export interface SocketTransport {
  readonly name: 'websocket';
  readonly socket: GatedWebSocket;
  /** The kernel has taken the flushed data. */
  on(event: 'drain', heard: () => void): unknown;
}

/** The parts of Engine.IO's transport over many requests that are used here. */
export interface PollingTransport {
  readonly name: 'polling';
  /** How long a closing connection waits for a poll that it can answer, in ms. */
  closeTimeout: number;
  /** The answer to the poll that waits. */
  readonly res: ServerResponse | null | undefined;
  /** Takes the body of a POST. */
  onData(body: string): void;
}

/** The parts of an Engine.IO socket that are used here. */
export interface EngineConnection {
  readonly id: string;
  readonly readyState: string;
  readonly request: IncomingMessage;
  readonly transport: SocketTransport | PollingTransport;
  on(event: 'packetCreate', heard: (packet: Packet) => void): unknown;
  on(event: 'close', heard: () => void): unknown;
  /** @param discard whether what waits is dropped */
  close(discard: boolean): unknown;
}
