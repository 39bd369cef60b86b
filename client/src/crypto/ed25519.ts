import { base64ToUint8Array, concatUint8Arrays } from 'uint8array-extras';
import { publicKeyIn } from './public-key-in.ts';

/** What PKCS8 writes in front of an Ed25519 seed (RFC 8410); Web Crypto takes a seed in no other form. */
const PKCS8_PREFIX = base64ToUint8Array('MC4CAQAwBQYDK2VwBCIEIA==');

/** Signature (RFC 8032) by the key of a 32-byte seed. @returns 64 bytes */
export async function sign(seed: Uint8Array, message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await importSeed(seed, false);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, message));
}

/** The public key of a seed. @returns 32 bytes */
export async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array> {
  return publicKeyIn(await importSeed(seed, true));
}

function importSeed(seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  const pkcs8 = new Uint8Array(concatUint8Arrays([PKCS8_PREFIX, seed]));
  return crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', extractable, ['sign']);
}
