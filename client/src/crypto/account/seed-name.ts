import { uint8ArrayToBase64 } from 'uint8array-extras';
import { sha256 } from '../sha256.ts';

/** Under which name a vault keeps an encryption seed: the SHA-256 of its public key. */
export function seedName(encryptionKey: Uint8Array): string {
  return uint8ArrayToBase64(sha256(encryptionKey));
}
