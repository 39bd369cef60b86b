import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { EnvelopeError } from './envelope-error.ts';
import { decodeHeader, encodeHeader, HEADER_BYTES, type EnvelopeHeader } from './header.ts';
import type { Uuid } from '../ids.ts';

export const SIGNATURE_BYTES = 64;
/** What HPKE with MLKEM768-X25519 puts beside each wrap. */
export const ENCAPSULATION_BYTES = 1_120;
const TAG_BYTES = 16;
const EPOCH_KEY_BYTES = 32;

type HeaderOf<Kind extends EnvelopeHeader['kind']> = EnvelopeHeader & { readonly kind: Kind };

/** What a message, an edit or a reaction says. */
export interface ContentEnvelope {
  readonly header: HeaderOf<'content'>;
  readonly frank: Uint8Array;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** With its tag of 16 bytes. */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** The keys of the epochs `from` to the header's epoch, for one member. */
export interface Recipient {
  readonly user: Uuid;
  readonly keyVersion: number;
  readonly encapsulation: Uint8Array;
  readonly wrap: Uint8Array;
}

/** Keys of epochs, sealed to members. */
export interface BundleEnvelope {
  readonly header: HeaderOf<'bundle'>;
  /** Of the header's epoch. */
  readonly commitment: Uint8Array;
  readonly rosterHash: Uint8Array;
  /** First epoch of the unbroken row whose keys are in it. */
  readonly from: number;
  /** In rising order of their uid. */
  readonly recipients: readonly Recipient[];
}

/** A signature under a change of members, roles or rules. */
export interface StatementEnvelope {
  readonly header: HeaderOf<'statement'>;
  readonly rosterHash: Uint8Array;
}

export type Envelope = ContentEnvelope | BundleEnvelope | StatementEnvelope;

/** An envelope as it came: what it says, its signature, and the bytes that `signedBytes` is made of. */
export interface SignedEnvelope {
  readonly envelope: Envelope;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** The bytes of an envelope up to its signature. */
export function encodeEnvelope(envelope: Envelope): Uint8Array<ArrayBuffer> {
  if (isBundle(envelope)) return encodeBundle(envelope);
  const writer = new ByteWriter().bytes(encodeHeader(envelope.header));
  if (isContent(envelope)) writeContent(writer, envelope);
  else writer.bytes(envelope.rosterHash, 32);
  return writer.finish();
}

/** @throws EnvelopeError if the bytes are not exactly one envelope of version 1 */
export function decodeEnvelope(bytes: Uint8Array): SignedEnvelope {
  const reader = new ByteReader(bytes);
  const envelope = readEnvelope(decodeHeader(reader.bytes(HEADER_BYTES)), reader);
  const signature = reader.bytes(SIGNATURE_BYTES);
  if (reader.left > 0) throw new EnvelopeError('trailing');
  return { envelope, signature };
}

export function isContent(envelope: Envelope): envelope is ContentEnvelope {
  return envelope.header.kind === 'content';
}

export function isBundle(envelope: Envelope): envelope is BundleEnvelope {
  return envelope.header.kind === 'bundle';
}

/** The bytes of one recipient's record: user16 ‖ keyVersion4 ‖ enc1120 ‖ wrap. */
export function encodeRecipient(recipient: Recipient): Uint8Array<ArrayBuffer> {
  return new ByteWriter()
    .uuid(recipient.user)
    .number(recipient.keyVersion, 4)
    .bytes(recipient.encapsulation, ENCAPSULATION_BYTES)
    .bytes(recipient.wrap)
    .finish();
}

function writeContent(writer: ByteWriter, { frank, iv, ciphertext }: ContentEnvelope): void {
  writer.bytes(frank, 32).bytes(iv, 12).number(ciphertext.length, 4).bytes(ciphertext);
}

/** The bytes of a bundle before its records, of which there are so many. */
export function encodeBundleStart(
  { header, commitment, rosterHash, from }: Omit<BundleEnvelope, 'recipients'>,
  count: number,
): Uint8Array<ArrayBuffer> {
  return new ByteWriter()
    .bytes(encodeHeader(header))
    .bytes(commitment, 32)
    .bytes(rosterHash, 32)
    .number(from, 4)
    .number(count, 2)
    .finish();
}

function encodeBundle(bundle: BundleEnvelope): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().bytes(encodeBundleStart(bundle, bundle.recipients.length));
  for (const recipient of bundle.recipients) writer.bytes(encodeRecipient(recipient));
  return writer.finish();
}

function readEnvelope(header: EnvelopeHeader, reader: ByteReader): Envelope {
  switch (header.kind) {
    case 'content':
      return readContent({ ...header, kind: header.kind }, reader);
    case 'bundle':
      return readBundle({ ...header, kind: header.kind }, reader);
    case 'statement':
      if (header.epoch !== 0) throw new EnvelopeError('epoch');
      return { header: { ...header, kind: header.kind }, rosterHash: reader.bytes(32) };
  }
}

function readContent(header: HeaderOf<'content'>, reader: ByteReader): ContentEnvelope {
  const frank = reader.bytes(32);
  const iv = reader.bytes(12);
  return { header, frank, iv, ciphertext: reader.bytes(reader.number(4)) };
}

/** What stands in a bundle before its records. */
export function readBundleStart(
  header: HeaderOf<'bundle'>,
  reader: ByteReader,
): Omit<BundleEnvelope, 'recipients'> & { readonly count: number } {
  const commitment = reader.bytes(32);
  const rosterHash = reader.bytes(32);
  const from = reader.number(4);
  if (from < 1 || from > header.epoch) throw new EnvelopeError('epoch');
  const count = reader.number(2);
  if (count === 0) throw new EnvelopeError('recipients');
  return { header, commitment, rosterHash, from, count };
}

function readBundle(header: HeaderOf<'bundle'>, reader: ByteReader): BundleEnvelope {
  const { count, ...start } = readBundleStart(header, reader);
  const epochs = header.epoch - start.from + 1;
  const recipients = Array.from({ length: count }, () => readRecipient(reader, epochs));
  if (!recipients.every(({ user }, i) => i === 0 || user > (recipients[i - 1]?.user ?? '')))
    throw new EnvelopeError('order');
  return { ...start, recipients };
}

/** @param epochs whose keys a record holds */
export function readRecipient(reader: ByteReader, epochs: number): Recipient {
  return {
    user: reader.uuid(),
    keyVersion: reader.number(4),
    encapsulation: reader.bytes(ENCAPSULATION_BYTES),
    wrap: reader.bytes(epochs * EPOCH_KEY_BYTES + TAG_BYTES),
  };
}
