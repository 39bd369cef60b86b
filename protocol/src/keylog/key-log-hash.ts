import { concatUint8Arrays } from 'uint8array-extras';
import type { Uuid } from '../ids.ts';
import type { Sha256 } from '../sha256.ts';
import { uuidBytes } from '../uuid.ts';

const utf8 = new TextEncoder();
const LABEL = utf8.encode('parley/v1/keylog\0');
const SIGNED_LABEL = utf8.encode('parley/v1/keylog-entry\0');

/** The hash before the first entry of an account's key log: SHA-256(label ‖ uid). */
export function keyLogStart(sha256: Sha256, uid: Uuid): Uint8Array {
  return sha256(concatUint8Arrays([LABEL, uuidBytes(uid)]));
}

/** The hash at an entry: SHA-256(label ‖ hash before ‖ the entry as it came). */
export function keyLogHashAfter(sha256: Sha256, previous: Uint8Array, entry: string): Uint8Array {
  return sha256(concatUint8Arrays([LABEL, previous, utf8.encode(entry)]));
}

/** What the identity signs under an entry. @param hash the key log's hash at it */
export function keyLogSignedBytes(hash: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatUint8Arrays([SIGNED_LABEL, hash]));
}
