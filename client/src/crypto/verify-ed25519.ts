import { uint8ArrayToHex } from 'uint8array-extras';
import { isSmallOrder } from './small-order-points.ts';

/** The order of the group and the field's prime (RFC 8032, section 5.1). */
const L = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const P = 2n ** 255n - 19n;

/**
 * Whether an Ed25519 signature (RFC 8032) is right, by rules under which all implementations agree: Web Crypto leaves it to
 * the browser whether keys of small order, points spelled in two ways and an S above the group's order pass.
 * @param publicKey 32 bytes
 * @param signature 64 bytes
 */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (![publicKey, signature.subarray(0, 32)].every(isProperPoint)) return false;
  if (littleEndian(signature.subarray(32)) >= L) return false;
  const key = await importPublicKey(publicKey);
  return (
    key !== undefined &&
    crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
  );
}

/** Whether 32 bytes spell a point in the only way that counts, and not one of small order. */
export function isProperPoint(bytes: Uint8Array): boolean {
  const y = Uint8Array.from(bytes);
  y[31] = (y[31] ?? 0) & 0x7f;
  return littleEndian(y) < P && !isSmallOrder(bytes);
}

async function importPublicKey(bytes: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'Ed25519', false, ['verify']);
  } catch (error) {
    // Some implementations refuse bytes that are no point when they are imported, others when they verify.
    if (error instanceof DOMException && error.name === 'DataError') return undefined;
    throw error;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${uint8ArrayToHex(Uint8Array.from(bytes).reverse())}`);
}
