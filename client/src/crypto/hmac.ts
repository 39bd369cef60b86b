import { hmacOf } from '@parley/protocol';
import { sha256 } from './sha256.ts';

/** HMAC-SHA-256 (RFC 2104). @returns 32 bytes */
export function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmacOf(sha256, key, message);
}
