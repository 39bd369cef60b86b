import { loginMessage, type Challenge, type Credential, type Kdf, type Proof } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf, sign } from '../crypto/ed25519.ts';
import { newKdf } from '../crypto/new-kdf.ts';
import { passwordKeys, type PasswordKeys } from '../crypto/password-keys.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';

/** The keys of a password, and how they were derived. */
export interface DerivedLogin extends PasswordKeys {
  readonly kdf: Kdf;
}

export async function deriveLogin(argon2: PasswordKdf, password: string, kdf: Kdf): Promise<DerivedLogin> {
  return { kdf, ...(await passwordKeys(argon2, password, kdf)) };
}

interface ProofInput {
  readonly origin: string;
  readonly username: string;
  readonly challenge: Challenge;
}

/** The answer to a login challenge: a signature that only the password can make. */
export async function proofBy(
  { authenticationSeed }: DerivedLogin,
  { origin, username, challenge }: ProofInput,
): Promise<Proof> {
  const message = loginMessage({
    origin,
    username,
    challenge: base64ToUint8Array(challenge.challenge),
    expiresAt: challenge.expiresAt,
  });
  const signature = await sign(authenticationSeed, new Uint8Array(message));
  return {
    challenge: challenge.challenge,
    origin,
    key: { kind: 'password' },
    signature: uint8ArrayToBase64(signature),
  };
}

/** A new password: what the server stores of it, and what it was derived to. */
export interface NewPassword {
  readonly credential: Credential;
  readonly derived: DerivedLogin;
}

/** @param salt 16 random bytes */
export async function newPassword(
  argon2: PasswordKdf,
  password: string,
  salt: Uint8Array,
): Promise<NewPassword> {
  const derived = await deriveLogin(argon2, password, newKdf(salt));
  const publicKey = uint8ArrayToBase64(await publicKeyOf(derived.authenticationSeed));
  return { credential: { kdf: derived.kdf, publicKey }, derived };
}
