import { uint8ArrayToHex } from 'uint8array-extras';

/** The order of the group and the field's prime (RFC 8032, section 5.1). */
const L = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const P = 2n ** 255n - 19n;

/** The y of two of the points of order eight; that of the two others is its opposite. */
const Y8 = 0x5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/** By y: the eight points of small order on edwards25519, and the two more spellings that ones with x = 0 have. */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, Y8, P - Y8]);

/**
 * Whether an Ed25519 signature may count at all. Implementations differ over keys of small order, under which a signature can be
 * right for any message, points spelled in two ways, and an S above the group's order: refused at both ends, they cannot disagree.
 * @param publicKey 32 bytes
 * @param signature 64 bytes
 */
export function isProperSignature(publicKey: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (![publicKey, signature.subarray(0, 32)].every(isProperPoint)) return false;
  return littleEndian(signature.subarray(32)) < L;
}

/** Whether 32 bytes spell a point in the only way that counts, and not one of small order. */
export function isProperPoint(bytes: Uint8Array): boolean {
  const y = Uint8Array.from(bytes);
  y[31] = (y[31] ?? 0) & 0x7f;
  const number = littleEndian(y);
  return number < P && !SMALL_ORDER.has(number);
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${uint8ArrayToHex(Uint8Array.from(bytes).reverse())}`);
}
