import { x25519 } from '@noble/curves/ed25519.js';

/** Bytes of a public key: ML-KEM-768's 1,184, then X25519's 32. */
const PUBLIC_KEY_BYTES = 1_216;
const ML_KEM_COEFFICIENT_BYTES = 1_152;
const ML_KEM_MODULUS = 3_329;
const ANY_SCALAR = new Uint8Array(32).fill(1);

/**
 * Whether a public key can be sealed to. The library imports coefficients above the modulus, which FIPS 203 refuses (section
 * 7.2), and X25519 points of small order, at which it throws only while sealing. A member with such a key is left out, so that
 * they do not stop the group.
 */
export function canSealTo(publicKey: Uint8Array): boolean {
  return (
    publicKey.length === PUBLIC_KEY_BYTES &&
    coefficients(publicKey).every((coefficient) => coefficient < ML_KEM_MODULUS) &&
    agrees(publicKey.subarray(PUBLIC_KEY_BYTES - 32))
  );
}

/** The 768 coefficients of 12 bits each, as FIPS 203 packs them (ByteDecode12). */
function coefficients(publicKey: Uint8Array): number[] {
  return Array.from({ length: ML_KEM_COEFFICIENT_BYTES / 3 }, (_, i) => {
    const [a = 0, b = 0, c = 0] = publicKey.subarray(i * 3, i * 3 + 3);
    return [a | ((b & 0x0f) << 8), (b >> 4) | (c << 4)];
  }).flat();
}

/** A point of small order gives the same secret to everyone; the library throws for it. */
function agrees(point: Uint8Array): boolean {
  try {
    return x25519.getSharedSecret(ANY_SCALAR, point).length === 32;
  } catch {
    return false;
  }
}
