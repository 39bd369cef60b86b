import type { IncomingMessage } from 'node:http';
import type { GatedWebSocket } from './gated-web-socket.ts';

/** What is needed of a packet that Engine.IO sends. */
export interface Packet {
  readonly data?: string | Buffer;
  readonly options?: {
    /** The frame of a broadcast, in parts: one object for all who get it. */
    readonly wsPreEncodedFrame?: readonly Uint8Array[];
  };
}

/** What is needed of an Engine.IO socket. */
export interface Connection {
  readonly readyState: string;
  readonly request: IncomingMessage;
  readonly transport: {
    readonly socket: GatedWebSocket;
    /** The kernel has taken what was flushed. */
    on(event: 'drain', heard: () => void): unknown;
  };
  on(event: 'packetCreate', heard: (packet: Packet) => void): unknown;
  /** What waited goes to the kernel, which may take its time. */
  on(event: 'flush' | 'close', heard: () => void): unknown;
}
