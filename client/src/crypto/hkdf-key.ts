import { hkdf } from './hkdf.ts';

const NO_SALT = new Uint8Array();

/** HKDF as version 1 uses it everywhere: without a salt, 32 bytes. @param info the purpose, which starts with a label */
export function hkdfKey(
  key: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return hkdf(key, NO_SALT, info, 32);
}
