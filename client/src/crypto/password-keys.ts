import type { Kdf } from '@parley/protocol';
import { hkdfKey } from './hkdf-key.ts';
import { label } from './labels.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

/** One password key, two purposes that must not meet. */
const LABELS = { keyEncryptionKey: label('kek'), authenticationSeed: label('auth-seed') };

export interface PasswordKeys {
  /** Wraps the account's master key. */
  readonly keyEncryptionKey: Uint8Array<ArrayBuffer>;
  /** Seed of the Ed25519 key that answers the login challenge. */
  readonly authenticationSeed: Uint8Array<ArrayBuffer>;
}

/** The keys of a password: Argon2id of its NFKC form, then HKDF-SHA-256 with one label a key. */
export async function passwordKeys(argon2: PasswordKdf, password: string, kdf: Kdf): Promise<PasswordKeys> {
  const key = await argon2.derive(new TextEncoder().encode(password.normalize('NFKC')), kdf);
  return {
    keyEncryptionKey: await hkdfKey(key, LABELS.keyEncryptionKey),
    authenticationSeed: await hkdfKey(key, LABELS.authenticationSeed),
  };
}
