import { KEM_MLKEM768_X25519 } from '@panva/hpke-noble';
import { AEAD_AES_256_GCM, CipherSuite, DecapError, KDF_HKDF_SHA256, OpenError } from 'hpke';

/** HPKE (RFC 9180, base mode) with MLKEM768-X25519 (0x647a), HKDF-SHA-256 and AES-256-GCM. */
const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** A private key that is ready to open with. Making one takes 4 ms: keep it. */
export type PrivateKey = Awaited<ReturnType<typeof importPrivateKey>>;

/** What HPKE made: both halves are needed to open it. */
export interface Sealed {
  /** 1,120 bytes. */
  readonly encapsulation: Uint8Array;
  /** As long as the plaintext and 16 bytes of tag. */
  readonly ciphertext: Uint8Array;
}

/** What a seal is bound to. */
export interface SealContext {
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
}

/** @param seed 32 bytes */
export function importPrivateKey(seed: Uint8Array) {
  return suite.DeserializePrivateKey(seed, false);
}

/** @param publicKey one that `canSealTo` accepts; others throw */
export async function hpkeSeal(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  { info, aad }: SealContext,
): Promise<Sealed> {
  const key = await suite.DeserializePublicKey(publicKey);
  const { encapsulatedSecret, ciphertext } = await suite.Seal(key, plaintext, { info, aad });
  return { encapsulation: encapsulatedSecret, ciphertext };
}

/** @returns undefined if it was sealed to another key or in other surroundings, or was changed */
export async function hpkeOpen(
  key: PrivateKey,
  { encapsulation, ciphertext }: Sealed,
  { info, aad }: SealContext,
): Promise<Uint8Array | undefined> {
  try {
    return await suite.Open(key, encapsulation, ciphertext, { info, aad });
  } catch (error) {
    if (error instanceof OpenError || error instanceof DecapError) return undefined;
    throw error;
  }
}
