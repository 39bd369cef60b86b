import { ByteWriter, encodeHeader, type EnvelopeHeader } from '@parley/protocol';
import { hmac } from '../hmac.ts';
import { label } from '../labels.ts';

const LABEL = label('frank');

/**
 * What binds the sender to the text, 32 bytes: HMAC(frank key, label ‖ header ‖ length4 ‖ content). AES-GCM alone does not: who
 * holds the epoch's key could find a second text for the same ciphertext. A reader who reports a message shows the frank key
 * and so proves what was said, and nothing else.
 */
export function frankOf(frankKey: Uint8Array, header: EnvelopeHeader, content: Uint8Array): Uint8Array {
  const message = new ByteWriter()
    .bytes(LABEL)
    .bytes(encodeHeader(header))
    .number(content.length, 4)
    .bytes(content);
  return hmac(frankKey, message.finish());
}
