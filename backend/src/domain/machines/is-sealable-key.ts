import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';

/** SubjectPublicKeyInfo and PrivateKeyInfo of an X25519 key (RFC 8410), before its 32 bytes. */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Any will do: a point of small order gives a secret of zeros with each of them. */
const anybodys = createPrivateKey({
  key: Buffer.concat([PKCS8, Buffer.alloc(32, 1)]),
  format: 'der',
  type: 'pkcs8',
});

/** Whether anything can be sealed to an X25519 key (RFC 7748, section 6.1). @param key 32 bytes in base64 */
export function isSealableKey(key: string): boolean {
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI, Buffer.from(key, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  try {
    return diffieHellman({ privateKey: anybodys, publicKey }).some((byte) => byte !== 0);
  } catch {
    return false; // A secret of zeros.
  }
}
