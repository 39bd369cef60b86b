import {
  bytesOf,
  decodeHeader,
  EnvelopeError,
  envelopeBodyHash,
  envelopeKindOf,
  HEADER_BYTES,
  type EnvelopeHeader,
  type Payload,
  type Uuid,
} from '@parley/protocol';
import { sha256 } from '../sha256.ts';

/** Base64 of a header and the first byte behind it. */
const HEADER_DIGITS = Math.ceil(HEADER_BYTES / 3) * 4;

/** What the header of an envelope has to agree with. */
interface Enveloped {
  readonly conversation: Uuid;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly body: { readonly kind: string; readonly epoch?: number | undefined };
  readonly payload?: Payload | undefined;
  readonly device?: Uuid | undefined;
}

/**
 * The header of a command's envelope, if it says this very command of this very device. What stands behind the header is for readers.
 */
export function fittingHeader(command: Enveloped): EnvelopeHeader | undefined {
  const { conversation, id, sender, device, body } = command;
  const header = headerOf(command.payload);
  const fits =
    header?.kind === envelopeKindOf(body) &&
    header.conversation === conversation &&
    header.id === id &&
    header.sender === sender &&
    header.device === device &&
    header.epoch === (body.epoch ?? 0) &&
    Buffer.from(header.bodyHash).equals(envelopeBodyHash(sha256, body));
  return fits ? header : undefined;
}

/** The last entry that the sender's device held, as the header says it. */
export function seenBy(payload: Payload | undefined): number | undefined {
  return headerOf(payload)?.log.seq;
}

function headerOf(payload: Payload | undefined): EnvelopeHeader | undefined {
  if (payload?.kind !== 'sealed') return undefined;
  try {
    return decodeHeader(bytesOf(payload.bytes.slice(0, HEADER_DIGITS)).subarray(0, HEADER_BYTES));
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}
