import { base64ToUint8Array } from 'uint8array-extras';

/** The public half of a private key (Ed25519, X25519). Web Crypto tells it only of a key that may leave it. @returns 32 bytes */
export async function publicKeyIn(privateKey: CryptoKey): Promise<Uint8Array> {
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  if (x === undefined) throw new Error('not a key of Curve25519');
  return base64ToUint8Array(x);
}
