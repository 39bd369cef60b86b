import { encodeHeader, type EnvelopeHeader } from '@parley/protocol';
import { importAesKey } from '../aes-gcm.ts';
import { join } from '../bytes.ts';
import { hkdfKey } from '../hkdf-key.ts';
import { label } from '../labels.ts';

const LABEL = label('content');

/** The key of one message: HKDF(epoch key, label ‖ header). No two messages share one, since no two share a header. */
export async function contentKey(epochKey: Uint8Array, header: EnvelopeHeader): Promise<CryptoKey> {
  return importAesKey(await hkdfKey(new Uint8Array(epochKey), join(LABEL, encodeHeader(header))));
}
