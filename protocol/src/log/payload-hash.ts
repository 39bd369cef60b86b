import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { StoredPayload } from './payload.ts';
import type { Sha256 } from '../sha256.ts';

/** Hash of a payload's raw bytes, in base64; of one that is erased or elsewhere, the hash that stands in its place. */
export function payloadHash(sha256: Sha256, payload: StoredPayload): string {
  return 'hash' in payload ? payload.hash : uint8ArrayToBase64(payloadDigest(sha256, payload));
}

/** The same as bytes. */
export function payloadDigest(sha256: Sha256, payload: StoredPayload): Uint8Array {
  return 'hash' in payload ? bytesOf(payload.hash) : sha256(bytesOf(payload.bytes));
}

/** Decodes base64, several times as fast as the library: each message needs it more than once. */
export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
