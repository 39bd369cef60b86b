import { createPublicKey, verify } from 'node:crypto';

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The y coordinates of all points of order 1, 2, 4 and 8, canonical and not, with the sign bit cleared.
 * Under such a key some libraries accept forged signatures (RFC 8032 8.9; list as in libsodium's
 * `ge25519_has_small_order`).
 */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Whether a public key is of small order, under which a signature proves nothing. @param key base64 */
export function hasSmallOrder(key: string): boolean {
  const bytes = Buffer.from(key, 'base64');
  const last = bytes[31] ?? 0;
  bytes[31] = last & 0x7f;
  return SMALL_ORDER.has(bytes.toString('hex'));
}

interface Signed {
  readonly message: Uint8Array;
  /** 64 bytes in base64 */
  readonly signature: string;
  /** 32 bytes in base64 */
  readonly publicKey: string;
}

/** Whether a signature (Ed25519, RFC 8032) is that of the key, which must not be of small order. */
export function isSignedBy({ message, signature, publicKey }: Signed): boolean {
  if (hasSmallOrder(publicKey)) return false;
  try {
    const der = Buffer.concat([SPKI, Buffer.from(publicKey, 'base64')]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, message, key, Buffer.from(signature, 'base64'));
  } catch {
    return false; // Not a point on the curve.
  }
}
