import type { Packet } from './engine-connection.ts';
import type { Gate } from './gated-web-socket.ts';
import type { HeldPacket } from './held-packets.ts';

/** What carries a connection, from its beginning to its end. */
export interface Line {
  /** Sets what decides on each packet, before it is parsed further. */
  guard(gate: Gate): void;
  /** The memory that a packet takes until it is sent. */
  holds(packet: Packet): HeldPacket;
  /** Waiting data is flushed: calls back when it takes no memory any more. */
  flushed(gone: () => void): void;
  /** The connection is closed. */
  closed(): void;
  /** Ends the connection without sending what waits. */
  cut(): void;
}
