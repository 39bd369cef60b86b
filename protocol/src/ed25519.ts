import { uint8ArrayToHex } from 'uint8array-extras';

/** The order of the group and the field's prime (RFC 8032, section 5.1). */
const L = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const P = 2n ** 255n - 19n;

/** The eight points of small order on edwards25519, and the two more spellings that ones with x = 0 have. */
const SMALL_ORDER = new Set([
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]);

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
  return littleEndian(y) < P && !SMALL_ORDER.has(uint8ArrayToHex(bytes));
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${uint8ArrayToHex(Uint8Array.from(bytes).reverse())}`);
}
