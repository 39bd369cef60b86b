import { hkdfKey } from '../hkdf-key.ts';
import { label } from '../labels.ts';

const LABEL = label('pairing');

/** The key under which a code for another browser wraps the master key. @param code 20 bytes @returns 32 bytes */
export function pairingKey(code: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return hkdfKey(code, LABEL);
}
