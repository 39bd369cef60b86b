import type { Uuid } from '../ids.ts';
import { uuidOf } from '../uuid.ts';
import { EnvelopeError } from './envelope-error.ts';

/** Reads what `ByteWriter` wrote. @throws EnvelopeError `length` where the bytes end too early */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @param length bytes that the number takes: 1, 2, 4 or 8 */
  number(length: 1 | 2 | 4 | 8): number {
    let value = 0;
    for (const byte of this.#take(length)) value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) throw new EnvelopeError('length');
    return value;
  }

  uuid(): Uuid {
    return uuidOf(this.#take(16));
  }

  /** A copy. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return this.#take(length).slice();
  }

  #take(length: number): Uint8Array {
    if (length > this.left) throw new EnvelopeError('length');
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}
