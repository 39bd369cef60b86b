import { ByteReader, ByteWriter, EnvelopeError, LIMITS } from '@parley/protocol';

/** Sealed messages differ in length by whole blocks only, which tells less about what they say. */
const BLOCK_BYTES = 256;
const FRANK_KEY_BYTES = 32;
const PREFIX_BYTES = FRANK_KEY_BYTES + 4;

/** What stands inside a content envelope. */
export interface PaddedContent {
  readonly frankKey: Uint8Array;
  /** UTF-8 JSON. */
  readonly content: Uint8Array;
}

/** frankKey32 ‖ length4 ‖ content ‖ the fewest zeros up to a multiple of 256. @throws EnvelopeError `length` above the bound */
export function pad({ frankKey, content }: PaddedContent): Uint8Array<ArrayBuffer> {
  if (content.length > LIMITS.contentBytes) throw new EnvelopeError('length');
  return new ByteWriter()
    .bytes(frankKey, FRANK_KEY_BYTES)
    .number(content.length, 4)
    .bytes(content)
    .bytes(new Uint8Array(paddedLength(content.length) - PREFIX_BYTES - content.length))
    .finish();
}

/** @throws EnvelopeError `length` or `padding` for anything that `pad` does not make: there is one spelling of a content */
export function unpad(bytes: Uint8Array): PaddedContent {
  const reader = new ByteReader(bytes);
  const frankKey = reader.bytes(FRANK_KEY_BYTES);
  const length = reader.number(4);
  if (length > LIMITS.contentBytes) throw new EnvelopeError('length');
  const content = reader.bytes(length);
  const zeros = reader.bytes(reader.left);
  if (bytes.length !== paddedLength(length) || zeros.some((byte) => byte !== 0))
    throw new EnvelopeError('padding');
  return { frankKey, content };
}

function paddedLength(contentLength: number): number {
  return Math.ceil((PREFIX_BYTES + contentLength) / BLOCK_BYTES) * BLOCK_BYTES;
}
