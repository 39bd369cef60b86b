import { MLKEM768X25519 } from '@noble/post-quantum/hybrid.js';
import { base64ToUint8Array, concatUint8Arrays } from 'uint8array-extras';
import { hkdfKey } from '../hkdf-key.ts';
import { label } from '../labels.ts';
import { publicKeyIn } from '../public-key-in.ts';

const SIMPLE_LABEL = label('simple');
/** What PKCS8 writes in front of an X25519 private key (RFC 8410). */
const PKCS8_PREFIX = base64ToUint8Array('MC4CAQAwBQYDK2VuBCIEIA==');

/** The public key of an account's encryption seed (MLKEM768-X25519). @param seed 32 bytes @returns 1,216 bytes */
export function encryptionKeyOf(seed: Uint8Array): Uint8Array {
  return MLKEM768X25519.keygen(seed).publicKey;
}

/** The X25519 key that goes with a seed, for machines that cannot do MLKEM768-X25519. */
export async function simpleKeyOf(seed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const pkcs8 = new Uint8Array(concatUint8Arrays([PKCS8_PREFIX, await hkdfKey(seed, SIMPLE_LABEL)]));
  return publicKeyIn(await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']));
}
