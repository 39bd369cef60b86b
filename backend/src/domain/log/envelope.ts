import {
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

/** Each is asked for twice: for the place that it names, which a store looks up, and then for all that it says. */
const decoded = new WeakMap<Payload, EnvelopeHeader>();

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
  const header = decoded.get(payload) ?? decode(payload);
  if (header !== undefined) decoded.set(payload, header);
  return header;
}

function decode({ bytes }: Payload): EnvelopeHeader | undefined {
  try {
    return decodeHeader(Buffer.from(bytes.slice(0, HEADER_DIGITS), 'base64').subarray(0, HEADER_BYTES));
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}
