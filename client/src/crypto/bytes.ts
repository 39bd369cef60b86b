import { concatUint8Arrays } from 'uint8array-extras';

/** Joins bytes into an array of their own, which is what Web Crypto takes. */
export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatUint8Arrays([...parts]));
}
