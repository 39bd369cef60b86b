import { heldFrame, heldText, type HeldPacket } from '../sockets/held-packets.ts';
import type { Packet } from './engine-connection.ts';

/** The memory that a packet of Engine.IO takes until it is sent. */
export function heldPacket({ data = '', options }: Packet): HeldPacket {
  const frame = options?.wsPreEncodedFrame;
  return frame === undefined ? heldText(data) : heldFrame(frame);
}
