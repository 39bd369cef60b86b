import { hmacOf } from '../hmac.ts';
import type { Sha256 } from '../sha256.ts';
import { ByteWriter } from './byte-writer.ts';
import { encodeHeader, type EnvelopeHeader } from './header.ts';

const LABEL = new TextEncoder().encode('parley/v1/frank\0');

/** What a frank is made of: the key that stands beside the text, the header, and the text. */
export interface Franked {
  /** 32 bytes. */
  readonly frankKey: Uint8Array;
  readonly header: EnvelopeHeader;
  readonly content: Uint8Array;
}

/**
 * What binds the sender to the text, 32 bytes: HMAC(frank key, label ‖ header ‖ length4 ‖ content). AES-GCM alone does not: who
 * holds the epoch's key could find a second text for the same ciphertext. A reader who reports a message shows the frank key
 * and so proves what was said, and nothing else.
 */
export function frankOf(sha256: Sha256, { frankKey, header, content }: Franked): Uint8Array {
  const message = new ByteWriter()
    .bytes(LABEL)
    .bytes(encodeHeader(header))
    .number(content.length, 4)
    .bytes(content);
  return hmacOf(sha256, frankKey, message.finish());
}
