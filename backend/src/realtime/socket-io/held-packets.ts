import type { Packet } from './connection.ts';

/** What a packet holds beside its text: itself, its place in lists, its callbacks. */
const PACKET = 256;

/** A packet that waits, as far as memory is concerned. */
export interface HeldPacket {
  /** All that it keeps in memory. */
  readonly bytes: number;
  /** The frame of a broadcast, which others may wait for, too. */
  readonly frame: object | undefined;
}

export function heldPacket({ data = '', options }: Packet): HeldPacket {
  const frame = options?.wsPreEncodedFrame;
  const bytes = frame === undefined ? textBytes(data) : 2 * frameBytes(frame);
  return { bytes: PACKET + bytes, frame };
}

/** A string takes two bytes a character where one is not in Latin-1; the kernel is handed it as UTF-8. */
function textBytes(data: string | Buffer): number {
  if (typeof data !== 'string') return data.length;
  const utf8 = Buffer.byteLength(data);
  return utf8 + data.length * (utf8 === data.length ? 1 : 2);
}

function frameBytes(frame: readonly Uint8Array[]): number {
  return frame.reduce((sum, part) => sum + part.byteLength, 0);
}

/** The bytes of packets that wait. A frame that many wait for is in memory once, and counted once. */
export class HeldBytes {
  /** How many wait for a frame. */
  readonly #holders = new Map<object, number>();
  #sum = 0;

  get sum(): number {
    return this.#sum;
  }

  add({ bytes, frame }: HeldPacket): void {
    const others = frame === undefined ? 0 : (this.#holders.get(frame) ?? 0);
    if (frame !== undefined) this.#holders.set(frame, others + 1);
    this.#sum += others === 0 ? bytes : PACKET;
  }

  remove({ bytes, frame }: HeldPacket): void {
    const others = frame === undefined ? 0 : (this.#holders.get(frame) ?? 1) - 1;
    if (frame !== undefined && others === 0) this.#holders.delete(frame);
    else if (frame !== undefined) this.#holders.set(frame, others);
    this.#sum -= others === 0 ? bytes : PACKET;
  }
}
