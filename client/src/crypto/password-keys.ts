import type { Kdf } from '@parley/protocol';
import { hkdf } from './hkdf.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

const utf8 = new TextEncoder();
const NO_SALT = new Uint8Array();
/** One password key, two purposes that must not meet. */
const LABELS = {
  keyEncryptionKey: utf8.encode('parley/v1/kek\0'),
  authenticationSeed: utf8.encode('parley/v1/auth-seed\0'),
};

export interface PasswordKeys {
  /** Wraps the account's master key. */
  readonly keyEncryptionKey: Uint8Array<ArrayBuffer>;
  /** Seed of the Ed25519 key that answers the login challenge. */
  readonly authenticationSeed: Uint8Array<ArrayBuffer>;
}

/** The keys of a password: Argon2id of its NFKC form, then HKDF-SHA-256 with one label a key. */
export async function passwordKeys(argon2: PasswordKdf, password: string, kdf: Kdf): Promise<PasswordKeys> {
  const key = await argon2.derive(utf8.encode(password.normalize('NFKC')), kdf);
  return {
    keyEncryptionKey: await hkdf(key, NO_SALT, LABELS.keyEncryptionKey, 32),
    authenticationSeed: await hkdf(key, NO_SALT, LABELS.authenticationSeed, 32),
  };
}
