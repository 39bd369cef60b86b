import { argon2id } from 'hash-wasm';
import type { Kdf } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';

/** Argon2id (RFC 9106), 32 bytes. Blocks its thread while it runs. */
export async function argon2(password: Uint8Array, kdf: Kdf): Promise<Uint8Array<ArrayBuffer>> {
  const hash = await argon2id({
    password,
    salt: base64ToUint8Array(kdf.salt),
    memorySize: kdf.memoryKiB,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(hash);
}
