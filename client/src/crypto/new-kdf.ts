import type { Kdf } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';

/** What new passwords are derived with: the least that clients accept. Memory in KiB. */
const NEW_KDF = { name: 'argon2id', memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 } as const;

/** How a new password is derived. @param salt 16 random bytes */
export function newKdf(salt: Uint8Array): Kdf {
  return { ...NEW_KDF, salt: uint8ArrayToBase64(salt) };
}
