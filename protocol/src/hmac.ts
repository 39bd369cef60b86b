import { concatUint8Arrays } from 'uint8array-extras';
import type { Sha256 } from './sha256.ts';

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA-256 (RFC 2104), which is a few lines over SHA-256: a library's brings half a KB of classes into the first pages.
 * @returns 32 bytes
 */
export function hmacOf(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const padded = (by: number) => block.map((byte) => byte ^ by);
  return sha256(concatUint8Arrays([padded(0x5c), sha256(concatUint8Arrays([padded(0x36), message]))]));
}
