import { uint8ArrayToBase64 } from 'uint8array-extras';

/** The chain before the first entry: 32 zero bytes in base64. */
export const CHAIN_START = uint8ArrayToBase64(new Uint8Array(32));
