import { createPublicKey, verify } from 'node:crypto';
import { isProperPoint, isProperSignature } from '@parley/protocol';

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), before its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether signatures under a public key prove anything. @param key base64 */
export function isProperKey(key: string): boolean {
  return isProperPoint(Buffer.from(key, 'base64'));
}

interface Signed {
  readonly message: Uint8Array;
  /** 64 bytes */
  readonly signature: Uint8Array;
  /** 32 bytes */
  readonly publicKey: Uint8Array;
}

/** Whether a signature (Ed25519, RFC 8032) is that of the key. */
export function isSignedBy({ message, signature, publicKey }: Signed): boolean {
  if (!isProperSignature(publicKey, signature)) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    return false; // Not a point on the curve.
  }
}
