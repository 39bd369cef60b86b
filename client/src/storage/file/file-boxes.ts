import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { label } from '../../crypto/labels.ts';

const LABEL = label('local');
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Puts rows into boxes, which are made as in browsers, but at once: a change of memory and its rows are one step. */
export class FileBoxes {
  readonly #key: Uint8Array;

  /** @param key 32 bytes */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** @param place where it stands: the kind of row and its key. It opens nowhere else. */
  seal(place: string, text: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv).setAAD(aadOf(place));
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error if it was not sealed there, under this key */
  open(place: string, box: Uint8Array): string {
    const iv = box.subarray(0, IV_BYTES);
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(ALGORITHM, this.#key, iv, options).setAAD(aadOf(place));
    decipher.setAuthTag(box.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
  }
}

function aadOf(place: string): Buffer {
  return Buffer.concat([LABEL, Buffer.from(place)]);
}
