import type { IncomingMessage } from 'node:http';
import type { GatedWebSocket } from './gated-web-socket.ts';

/** The parts of an Engine.IO packet that are used here. */
export interface Packet {
  readonly data?: string | Buffer;
  readonly options?: {
    /** The frame of a broadcast, in parts: all recipients share one object. */
    readonly wsPreEncodedFrame?: readonly Uint8Array[];
  };
}

/** The parts of an Engine.IO socket that are used here. */
export interface EngineConnection {
  readonly readyState: string;
  readonly request: IncomingMessage;
  readonly transport: {
    readonly socket: GatedWebSocket;
    /** The kernel has taken the flushed data. */
    on(event: 'drain', heard: () => void): unknown;
  };
  on(event: 'packetCreate', heard: (packet: Packet) => void): unknown;
  /** Waiting data is handed to the kernel, which may take its time. */
  on(event: 'flush' | 'close', heard: () => void): unknown;
}
