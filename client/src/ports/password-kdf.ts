import type { Kdf } from '@parley/protocol';

/** Argon2id, which takes a second and 64 MiB: browsers run it in a worker. */
export interface PasswordKdf {
  /** @param password UTF-8 of the normalised password. @returns 32 bytes */
  derive(password: Uint8Array, kdf: Kdf): Promise<Uint8Array<ArrayBuffer>>;
}
