import type { HeldPacket } from '../sockets/held-packets.ts';
import type { Line } from '../sockets/line.ts';
import type { Packet } from './engine-connection.ts';

/** What carries a connection of Engine.IO. */
export interface EngineLine extends Line {
  /** The memory that a packet takes until it is sent. */
  holds(packet: Packet): HeldPacket;
}
