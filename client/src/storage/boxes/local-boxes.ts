import { box, unbox } from '../../crypto/aes-gcm.ts';
import { join } from '../../crypto/bytes.ts';
import { label } from '../../crypto/labels.ts';
import { ShutBoxError } from './shut-box-error.ts';

const LABEL = label('local');

/** Puts what a local copy says into boxes under its key. Web Crypto is asynchronous: before a transaction and after it, never within. */
export class LocalBoxes {
  readonly #key: CryptoKey;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** @param place where it stands: the kind of row and its key. It opens nowhere else. */
  seal(place: string, words: unknown): Promise<Uint8Array<ArrayBuffer>> {
    return box(this.#key, bytesOf(JSON.stringify(words)), aadOf(place));
  }

  /** What was sealed there. Trusted without validation: only this class could seal it. @throws ShutBoxError */
  async open<Words>(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<Words> {
    const opened = await unbox(this.#key, sealed, aadOf(place));
    if (opened === undefined) throw new ShutBoxError(place);
    return JSON.parse(new TextDecoder().decode(opened)) as Words;
  }
}

function aadOf(place: string): Uint8Array<ArrayBuffer> {
  return join(LABEL, bytesOf(place));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
