import { encodeHeader, EnvelopeError, frankOf, type ContentEnvelope } from '@parley/protocol';
import { decrypt } from '../aes-gcm.ts';
import { join } from '../bytes.ts';
import { sameBytes } from '../same-bytes.ts';
import { sha256 } from '../sha256.ts';
import { contentKey } from './content-key.ts';
import { unpad, type PaddedContent } from './padded-content.ts';

/**
 * Opens what a message, an edit or a reaction says. Who sealed it is another question: see `checkEnvelope`.
 * @returns the content, and the frank key that proves it to whom one shows it
 * @throws EnvelopeError `tag`, `length`, `padding` or `frank`
 */
export async function openContent(epochKey: Uint8Array, envelope: ContentEnvelope): Promise<PaddedContent> {
  const { header, frank, iv, ciphertext } = envelope;
  const key = await contentKey(epochKey, header);
  const plaintext = await decrypt(key, iv, ciphertext, join(encodeHeader(header), frank));
  if (plaintext === undefined) throw new EnvelopeError('tag');
  const opened = unpad(plaintext);
  if (!sameBytes(frankOf(sha256, { ...opened, header }), frank)) throw new EnvelopeError('frank');
  return opened;
}
