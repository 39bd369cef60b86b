import { ByteReader } from '../envelope/byte-reader.ts';
import { ByteWriter } from '../envelope/byte-writer.ts';
import { SIGNATURE_BYTES } from '../envelope/envelope.ts';
import { EnvelopeError, type EnvelopeRefusal } from '../envelope/envelope-error.ts';
import type { Uuid } from '../ids.ts';

const VERSION = 1;
const SUITE = 2;
const KIND = 5;
const FLAGS = 0;
export const SIMPLE_HEADER_BYTES = 60;
/** Both sides of a direct conversation; one in notes to oneself. */
const MOST_RECIPIENTS = 2;
/** What HPKE with X25519 puts beside each wrap. */
export const SIMPLE_ENCAPSULATION_BYTES = 32;
const TAG_BYTES = 16;
/** A content key of 32 bytes, and its tag. */
export const SIMPLE_WRAP_BYTES = 32 + TAG_BYTES;
export const SIMPLE_IV_BYTES = 12;

/** What a simple sealed message says in the open. All of it is bound to what is sealed. */
export interface SimpleHeader {
  readonly conversation: Uuid;
  readonly sender: Uuid;
  /** The id of the entry. */
  readonly id: Uuid;
  /** Milliseconds since the Unix epoch, for display. */
  readonly time: number;
}

/** The key of the content, for one side. */
export interface SimpleRecipient {
  readonly user: Uuid;
  readonly encapsulation: Uint8Array;
  readonly wrap: Uint8Array;
}

/** A message to or from a machine that can do neither X-Wing nor key logs. */
export interface SimpleMessage {
  readonly header: SimpleHeader;
  /** In rising order of their uid. */
  readonly recipients: readonly SimpleRecipient[];
  readonly iv: Uint8Array<ArrayBuffer>;
  /** With its tag of 16 bytes. */
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** As it came: with its signature, and the bytes before that. */
export interface SignedSimpleMessage {
  readonly message: SimpleMessage;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly unsigned: Uint8Array<ArrayBuffer>;
}

/** S: version1 ‖ suite1 ‖ kind1 ‖ flags1 ‖ conversation16 ‖ sender16 ‖ id16 ‖ time8. */
export function encodeSimpleHeader({
  conversation,
  sender,
  id,
  time,
}: SimpleHeader): Uint8Array<ArrayBuffer> {
  return new ByteWriter()
    .number(VERSION, 1)
    .number(SUITE, 1)
    .number(KIND, 1)
    .number(FLAGS, 1)
    .uuid(conversation)
    .uuid(sender)
    .uuid(id)
    .number(time, 8)
    .finish();
}

/** The bytes up to the signature: S ‖ n1 ‖ n × (user16 ‖ enc32 ‖ wrap48) ‖ iv12 ‖ length4 ‖ ciphertext. */
export function encodeSimple({ header, recipients, iv, ciphertext }: SimpleMessage): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().bytes(encodeSimpleHeader(header)).number(recipients.length, 1);
  for (const recipient of recipients) writer.bytes(encodeSimpleRecipient(recipient));
  return writer.bytes(iv, SIMPLE_IV_BYTES).number(ciphertext.length, 4).bytes(ciphertext).finish();
}

/** user16 ‖ enc32 ‖ wrap48. */
export function encodeSimpleRecipient({ user, encapsulation, wrap }: SimpleRecipient): Uint8Array {
  return new ByteWriter()
    .uuid(user)
    .bytes(encapsulation, SIMPLE_ENCAPSULATION_BYTES)
    .bytes(wrap, SIMPLE_WRAP_BYTES)
    .finish();
}

/** @throws EnvelopeError if the bytes are not exactly one simple sealed message */
export function decodeSimple(bytes: Uint8Array): SignedSimpleMessage {
  const reader = new ByteReader(bytes);
  const header = readHeader(reader);
  const recipients = readSimpleRecipients(reader, reader.number(1));
  const iv = reader.bytes(SIMPLE_IV_BYTES);
  const length = reader.number(4);
  if (length < TAG_BYTES) throw new EnvelopeError('length');
  const ciphertext = reader.bytes(length);
  const unsigned = new Uint8Array(bytes.slice(0, reader.position));
  const signature = reader.bytes(SIGNATURE_BYTES);
  if (reader.left > 0) throw new EnvelopeError('trailing');
  return { message: { header, recipients, iv, ciphertext }, signature, unsigned };
}

/** The header alone, of bytes of which only the beginning is there. @throws EnvelopeError */
export function decodeSimpleHeader(bytes: Uint8Array): SimpleHeader {
  return readHeader(new ByteReader(bytes));
}

/** @throws EnvelopeError `recipients` for none or too many, `order` where they do not rise */
export function readSimpleRecipients(reader: ByteReader, count: number): readonly SimpleRecipient[] {
  if (count < 1 || count > MOST_RECIPIENTS) throw new EnvelopeError('recipients');
  const recipients = Array.from({ length: count }, () => ({
    user: reader.uuid(),
    encapsulation: reader.bytes(SIMPLE_ENCAPSULATION_BYTES),
    wrap: reader.bytes(SIMPLE_WRAP_BYTES),
  }));
  const [first, second] = recipients;
  if (first !== undefined && second !== undefined && first.user >= second.user)
    throw new EnvelopeError('order');
  return recipients;
}

function readHeader(reader: ByteReader): SimpleHeader {
  expectNumber(reader, VERSION, 'version');
  expectNumber(reader, SUITE, 'suite');
  expectNumber(reader, KIND, 'kind');
  expectNumber(reader, FLAGS, 'flags');
  return { conversation: reader.uuid(), sender: reader.uuid(), id: reader.uuid(), time: reader.number(8) };
}

function expectNumber(reader: ByteReader, expected: number, refusal: EnvelopeRefusal): void {
  if (reader.number(1) !== expected) throw new EnvelopeError(refusal);
}
