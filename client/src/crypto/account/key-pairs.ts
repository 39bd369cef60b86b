import { uint8ArrayToBase64 } from 'uint8array-extras';
import { publicKeyOf } from '../ed25519.ts';
import { encryptionKeyOf, simpleKeyOf } from '../epochs/encryption-key.ts';

/** Secrets of an account and the public keys that its key log says, in base64. */
export interface KeyPairs {
  readonly identitySeed: Uint8Array<ArrayBuffer>;
  readonly encryptionSeed: Uint8Array<ArrayBuffer>;
  readonly public: {
    readonly identity: string;
    readonly encryptionKey: string;
    readonly simpleKey: string;
  };
}

/** 32 random bytes. */
export function randomKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The keys of a new identity. @param seeds 32 bytes each */
export async function keyPairs(
  identitySeed: Uint8Array<ArrayBuffer> = randomKey(),
  encryptionSeed: Uint8Array<ArrayBuffer> = randomKey(),
): Promise<KeyPairs> {
  return {
    identitySeed,
    encryptionSeed,
    public: {
      identity: uint8ArrayToBase64(await publicKeyOf(identitySeed)),
      encryptionKey: uint8ArrayToBase64(encryptionKeyOf(encryptionSeed)),
      simpleKey: uint8ArrayToBase64(await simpleKeyOf(encryptionSeed)),
    },
  };
}
