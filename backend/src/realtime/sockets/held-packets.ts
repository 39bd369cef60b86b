/** The memory of a packet besides its text: the object, its place in lists, its callbacks. */
const PACKET = 256;

/** A waiting packet and the memory that it takes. */
export interface HeldPacket {
  /** All bytes that it keeps in memory. */
  readonly bytes: number;
  /** The frame of a broadcast, which other connections may also wait for. */
  readonly frame: object | undefined;
}

export function heldText(text: string | Buffer): HeldPacket {
  return { bytes: PACKET + textBytes(text), frame: undefined };
}

/** @param frame the parts of the one frame that all recipients share */
export function heldFrame(frame: readonly Uint8Array[]): HeldPacket {
  return { bytes: PACKET + 2 * frame.reduce((sum, part) => sum + part.byteLength, 0), frame };
}

/** A string with a character outside Latin-1 takes two bytes a character; the kernel gets UTF-8. */
function textBytes(data: string | Buffer): number {
  if (typeof data !== 'string') return data.length;
  const utf8 = Buffer.byteLength(data);
  return utf8 + data.length * (utf8 === data.length ? 1 : 2);
}

/** Counts the bytes of waiting packets. A frame shared by many is in memory once, and counted once. */
export class HeldBytes {
  /** How many connections wait for each frame. */
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
