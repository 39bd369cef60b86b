import { areUint8ArraysEqual } from 'uint8array-extras';
import { contentIn, type TextContent } from '../content/content.ts';
import { checkEnvelope, type KnownSurroundings } from '../envelope/check-envelope.ts';
import { decodeEnvelope, isContent } from '../envelope/envelope.ts';
import { EnvelopeError, type EnvelopeRefusal } from '../envelope/envelope-error.ts';
import { frankOf } from '../envelope/frank.ts';
import type { KeyLogCrypto } from '../keylog/continue-key-log.ts';
import type { Entry } from '../log/entry.ts';
import { bytesOf, payloadHash } from '../log/payload-hash.ts';
import { isSimple } from '../simple/is-simple.ts';
import type { KeptEvidence } from './report-evidence.ts';

/** Why evidence does not belong to an entry. */
export type EvidenceRefusal =
  | EnvelopeRefusal
  /** The log has no payload here, or another one. */
  | 'payload'
  /** This kind of evidence is not what such a payload takes. */
  | 'evidence'
  /** What was disclosed is no message. */
  | 'content';

/** What evidence shows: what the entry says, and whether that is proven. */
export type ShownEvidence =
  | { readonly kind: 'proven' | 'unproven'; readonly content: TextContent }
  | { readonly kind: 'refused'; readonly refusal: EvidenceRefusal };

type KeyLogSide = Pick<KnownSurroundings, 'keyLogHash' | 'device'>;

/**
 * Holds evidence against the entry that it is of, whose payload may have been erased since, and the key log of its sender. A server does it
 * when it takes a report, and the page of an administrator again: neither has to believe the other.
 */
export async function checkEvidence(
  crypto: KeyLogCrypto,
  entry: Entry,
  keyLog: KeyLogSide,
  evidence: KeptEvidence,
): Promise<ShownEvidence> {
  try {
    return await checked(crypto, entry, keyLog, evidence);
  } catch (error) {
    if (error instanceof EnvelopeError) return refused(error.refusal);
    throw error;
  }
}

async function checked(
  crypto: KeyLogCrypto,
  entry: Entry,
  keyLog: KeyLogSide,
  evidence: KeptEvidence,
): Promise<ShownEvidence> {
  const { payload } = evidence;
  if (!isOf(crypto, entry, evidence)) return refused('payload');
  if ((evidence.kind === 'open') !== (payload.kind === 'plain')) return refused('evidence');
  if (evidence.kind === 'open') return shown('proven', bytesOf(payload.bytes));
  const content = bytesOf(evidence.content);
  if ((evidence.kind === 'simple') !== isSimple(payload)) return refused('evidence');
  if (evidence.kind === 'simple') return shown('unproven', content);
  const part = decodeEnvelope(bytesOf(payload.bytes));
  // The administrator does not have the log that the sender's device had seen; the server looked at it when it stored the message.
  await checkEnvelope(crypto, part, entry, { ...keyLog, chain: () => undefined });
  const { envelope } = part;
  if (!isContent(envelope)) return refused('pairing');
  const { header, frank } = envelope;
  const made = frankOf(crypto.sha256, { frankKey: bytesOf(evidence.frankKey), header, content });
  return areUint8ArraysEqual(made, frank) ? shown('proven', content) : refused('frank');
}

function isOf({ sha256 }: KeyLogCrypto, { payload: stored }: Entry, { payload }: KeptEvidence): boolean {
  if (stored === undefined) return false;
  const kind = 'was' in stored ? stored.was : stored.kind;
  return kind === payload.kind && payloadHash(sha256, stored) === payloadHash(sha256, payload);
}

function shown(kind: 'proven' | 'unproven', bytes: Uint8Array): ShownEvidence {
  const content = textIn(bytes);
  return content === undefined ? refused('content') : { kind, content };
}

function textIn(bytes: Uint8Array): TextContent | undefined {
  try {
    const content = contentIn(JSON.parse(new TextDecoder().decode(bytes)));
    return content?.type === 'text' ? content : undefined;
  } catch {
    return undefined;
  }
}

function refused(refusal: EvidenceRefusal): ShownEvidence {
  return { kind: 'refused', refusal };
}
