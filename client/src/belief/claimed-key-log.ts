import { bytesOf, decodeHeader, EnvelopeError, HEADER_BYTES, type Entry } from '@parley/protocol';

/** In base64, with which a payload begins whole: the envelope behind it need not be decoded. */
const HEADER_LETTERS = Math.ceil(HEADER_BYTES / 3) * 4;

/** Up to which entry of its key log an envelope says it vouches for its sender, right or wrong; 0 where none can be read. */
export function claimedKeyLog({ payload }: Pick<Entry, 'payload'>): number {
  return payload?.kind === 'sealed' ? claimedIn(bytesOf(payload.bytes.slice(0, HEADER_LETTERS))) : 0;
}

/** The same for an envelope, or the beginning of one. */
export function claimedIn(envelope: Uint8Array): number {
  if (envelope.length < HEADER_BYTES) return 0;
  try {
    return decodeHeader(envelope.subarray(0, HEADER_BYTES)).keyLog.seq;
  } catch (error) {
    if (error instanceof EnvelopeError) return 0;
    throw error;
  }
}
