import type { PasswordKdf } from '@parley/client';
import { passwordKeys, publicKeyOf } from '@parley/client/testing';
import { sha256 } from '@parley/backend/domain/sha256.ts';
import type { Credential, Kdf } from '@parley/protocol';

/** Somebody's password, and what a server and a vault know of it. */
export interface SimulatedPassword {
  readonly text: string;
  readonly derived: { readonly kdf: Kdf; readonly keyEncryptionKey: Uint8Array<ArrayBuffer> };
  readonly credential: Credential;
  /** Signs logins. */
  readonly loginSeed: Uint8Array<ArrayBuffer>;
}

/** In place of Argon2id, which would take longer than a run. */
export const SIMULATED_KDF: PasswordKdf = {
  derive: async (password, { salt }) => Uint8Array.from(sha256(Buffer.concat([password, Buffer.from(salt)]))),
};

/** @param salt different for the passwords of one account */
export async function simulatedPassword(text: string, salt: number): Promise<SimulatedPassword> {
  const kdf = {
    name: 'argon2id',
    salt: Buffer.alloc(16, salt).toString('base64'),
    memoryKiB: 65_536,
    iterations: 3,
    parallelism: 1,
  } as const;
  const { keyEncryptionKey, authenticationSeed: loginSeed } = await passwordKeys(SIMULATED_KDF, text, kdf);
  const publicKey = Buffer.from(await publicKeyOf(loginSeed)).toString('base64');
  return { text, loginSeed, derived: { kdf, keyEncryptionKey }, credential: { kdf, publicKey } };
}
