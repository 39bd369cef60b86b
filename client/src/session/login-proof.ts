import { loginMessage, type Challenge, type Credential, type Kdf, type Proof } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf, sign } from '../crypto/ed25519.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { passwordKeys } from '../crypto/password-keys.ts';

/** What new passwords are derived with: the least that E2EE.md's clients accept. Memory in KiB. */
const NEW_KDF = { name: 'argon2id', memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 } as const;

interface ProofInput {
  readonly origin: string;
  readonly username: string;
  readonly password: string;
  readonly challenge: Challenge;
}

/** The answer to a login challenge: a signature that only the password can make. */
export async function proofOf(argon2: PasswordKdf, input: ProofInput): Promise<Proof> {
  const { origin, username, password, challenge } = input;
  const message = loginMessage({
    origin,
    username,
    challenge: base64ToUint8Array(challenge.challenge),
    expiresAt: challenge.expiresAt,
  });
  const { authenticationSeed } = await passwordKeys(argon2, password, challenge.kdf);
  const signature = await sign(authenticationSeed, new Uint8Array(message));
  return {
    challenge: challenge.challenge,
    origin,
    key: { kind: 'password' },
    signature: uint8ArrayToBase64(signature),
  };
}

/** The credential that the server stores for a new password. @param salt 16 random bytes */
export async function credentialOf(
  argon2: PasswordKdf,
  password: string,
  salt: Uint8Array,
): Promise<Credential> {
  const kdf: Kdf = { ...NEW_KDF, salt: uint8ArrayToBase64(salt) };
  const { authenticationSeed } = await passwordKeys(argon2, password, kdf);
  return { kdf, publicKey: uint8ArrayToBase64(await publicKeyOf(authenticationSeed)) };
}
