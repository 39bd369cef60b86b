import { encodeHeader, frankOf, type ContentEnvelope } from '@parley/protocol';
import { encrypt } from '../aes-gcm.ts';
import { join } from '../bytes.ts';
import { sha256 } from '../sha256.ts';
import { contentKey } from './content-key.ts';
import { pad } from './padded-content.ts';

/** What must never be used twice. */
export interface ContentRandomness {
  /** 32 bytes. */
  readonly frankKey: Uint8Array<ArrayBuffer>;
  /** 12 bytes. */
  readonly iv: Uint8Array<ArrayBuffer>;
}

/** Fresh randomness for one message. */
function contentRandomness(): ContentRandomness {
  return {
    frankKey: crypto.getRandomValues(new Uint8Array(32)),
    iv: crypto.getRandomValues(new Uint8Array(12)),
  };
}

/**
 * Seals what a message, an edit or a reaction says.
 * @param content UTF-8 JSON, at most `LIMITS.contentBytes`
 * @throws EnvelopeError `length` for a longer one
 */
export async function sealContent(
  epochKey: Uint8Array,
  header: ContentEnvelope['header'],
  content: Uint8Array,
  { frankKey, iv } = contentRandomness(),
): Promise<ContentEnvelope> {
  const plaintext = pad({ frankKey, content });
  const frank = frankOf(sha256, { frankKey, header, content });
  const key = await contentKey(epochKey, header);
  const ciphertext = await encrypt(key, iv, plaintext, join(encodeHeader(header), frank));
  return { header, frank, iv, ciphertext };
}
