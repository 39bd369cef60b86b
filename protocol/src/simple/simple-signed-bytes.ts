import { concatUint8Arrays } from 'uint8array-extras';
import type { Sha256 } from '../sha256.ts';

const LABEL = new TextEncoder().encode('parley/v1/simple\0');

/** What a machine's account key or a person's device signs: the label ‖ SHA-256(everything before the signature). */
export function simpleSignedBytes(sha256: Sha256, unsigned: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatUint8Arrays([LABEL, sha256(unsigned)]));
}
