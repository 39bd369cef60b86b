import { concatUint8Arrays } from 'uint8array-extras';
import { canonicalJson } from '../canonical-json.ts';
import type { Sha256 } from '../sha256.ts';

const utf8 = new TextEncoder();
const LABEL = utf8.encode('parley/v1/envelope-body\0');

/**
 * What binds an envelope to the body of its entry: SHA-256(label ‖ the body in canonical JSON (RFC 8785)).
 * @param body whole, with the fields that this version does not know
 */
export function envelopeBodyHash(sha256: Sha256, body: object): Uint8Array {
  return sha256(concatUint8Arrays([LABEL, utf8.encode(canonicalJson(body))]));
}
