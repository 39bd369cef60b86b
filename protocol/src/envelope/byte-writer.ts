import type { Uuid } from '../ids.ts';
import { uuidBytes } from '../uuid.ts';

/** Enough for the chain of an entry and for most headers: these never grow. */
const ROOM = 256;

/** Puts bytes together as the formats of version 1 want them: numbers unsigned and big-endian, a UUID as its 16 bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(ROOM);
  #length = 0;

  /** @param length bytes that the number takes: 1, 2, 4 or 8 */
  number(value: number, length: 1 | 2 | 4 | 8): this {
    if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length)
      throw new RangeError(`${value} does not fit into ${length} bytes`);
    const start = this.#take(length);
    for (let i = length - 1, rest = value; rest > 0; i--, rest = Math.floor(rest / 256))
      this.#bytes[start + i] = rest;
    return this;
  }

  uuid(uuid: Uuid): this {
    return this.bytes(uuidBytes(uuid));
  }

  /** @param length what the format says, where it says it */
  bytes(bytes: Uint8Array, length = bytes.length): this {
    if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes, not ${length}`);
    const start = this.#take(length);
    this.#bytes.set(bytes, start);
    return this;
  }

  /** All that was written, without copying it: nothing is written after this. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room for so many bytes. @returns where they begin */
  #take(length: number): number {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return start;
  }
}
