import { concatUint8Arrays } from 'uint8array-extras';
import type { Uuid } from '../ids.ts';
import { uuidBytes } from '../uuid.ts';

/** Puts bytes together as the formats of version 1 want them: numbers unsigned and big-endian, a UUID as its 16 bytes. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  /** @param length bytes that the number takes: 1, 2, 4 or 8 */
  number(value: number, length: 1 | 2 | 4 | 8): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
    if (bytes.subarray(0, 8 - length).some((byte) => byte !== 0))
      throw new RangeError(`${value} does not fit into ${length} bytes`);
    return this.bytes(bytes.subarray(8 - length));
  }

  uuid(uuid: Uuid): this {
    return this.bytes(uuidBytes(uuid));
  }

  /** @param length what the format says, where it says it */
  bytes(bytes: Uint8Array, length = bytes.length): this {
    if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes in place of ${length}`);
    this.#parts.push(bytes);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(concatUint8Arrays(this.#parts));
  }
}
