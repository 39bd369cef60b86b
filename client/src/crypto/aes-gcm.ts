import { join } from './bytes.ts';

const IV_BYTES = 12;

/** AES-256-GCM (NIST SP 800-38D). @returns the ciphertext with its tag of 16 bytes */
export async function encrypt(
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  plaintext: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
}

/** @returns undefined where the tag is wrong: other bytes, another key or another `aad` than those that were sealed */
export async function decrypt(
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  ciphertext: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
  } catch (error) {
    // Web Crypto names every failed check so; anything else is a fault of ours.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** A key for `encrypt` and `decrypt`. @param bytes 32 bytes */
export function importAesKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Puts bytes into a box: a random iv of 12 bytes, then the ciphertext. */
export async function box(
  key: CryptoKey,
  plaintext: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return join(iv, await encrypt(key, iv, plaintext, aad));
}

/** Opens what `box` made. @returns undefined if the box was made with another key or `aad`, or is no box */
export async function unbox(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (bytes.length < IV_BYTES) return undefined;
  return decrypt(key, bytes.slice(0, IV_BYTES), bytes.slice(IV_BYTES), aad);
}
