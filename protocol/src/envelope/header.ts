import type { Uuid } from '../ids.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { EnvelopeError } from './envelope-error.ts';

/** Content of messages, edits and reactions; keys for members; a mere signature under a change of members or rights. */
export const ENVELOPE_KINDS = { content: 1, bundle: 2, statement: 4 } as const;
export type EnvelopeKind = keyof typeof ENVELOPE_KINDS;

export const HEADER_BYTES = 188;
const VERSION = 1;
const SUITE = 1;
const FLAGS = 0;

/** What every envelope says in the open, and its sender's device signs. */
export interface EnvelopeHeader {
  readonly kind: EnvelopeKind;
  readonly conversation: Uuid;
  readonly sender: Uuid;
  readonly device: Uuid;
  /** The id of the entry. */
  readonly id: Uuid;
  /** Milliseconds since the Unix epoch, for display. */
  readonly time: number;
  /** The sender's own key log as their device held it. */
  readonly keyLog: { readonly seq: number; readonly hash: Uint8Array };
  /** The epoch of the body; 0 in a statement. */
  readonly epoch: number;
  /** The head of the conversation's log as the sender held it; 0 and zeros before the first entry. */
  readonly log: { readonly seq: number; readonly chain: Uint8Array };
  /** See `envelopeBodyHash`. */
  readonly bodyHash: Uint8Array;
}

/**
 * The 188 bytes of a header: version1 ‖ suite1 ‖ kind1 ‖ flags1 ‖ conversation16 ‖ sender16 ‖ device16 ‖ id16 ‖ time8 ‖
 * keylogSeq4 ‖ keylogHash32 ‖ epoch4 ‖ logSeq8 ‖ logChain32 ‖ bodyHash32.
 */
export function encodeHeader(header: EnvelopeHeader): Uint8Array<ArrayBuffer> {
  return new ByteWriter()
    .number(VERSION, 1)
    .number(SUITE, 1)
    .number(ENVELOPE_KINDS[header.kind], 1)
    .number(FLAGS, 1)
    .uuid(header.conversation)
    .uuid(header.sender)
    .uuid(header.device)
    .uuid(header.id)
    .number(header.time, 8)
    .number(header.keyLog.seq, 4)
    .bytes(header.keyLog.hash, 32)
    .number(header.epoch, 4)
    .number(header.log.seq, 8)
    .bytes(header.log.chain, 32)
    .bytes(header.bodyHash, 32)
    .finish();
}

/** @throws EnvelopeError for anything but a header of version 1 */
export function decodeHeader(bytes: Uint8Array): EnvelopeHeader {
  const reader = new ByteReader(bytes);
  expectNumber(reader, VERSION, 'version');
  expectNumber(reader, SUITE, 'suite');
  const kind = kindOf(reader.number(1));
  expectNumber(reader, FLAGS, 'flags');
  return {
    kind,
    conversation: reader.uuid(),
    sender: reader.uuid(),
    device: reader.uuid(),
    id: reader.uuid(),
    time: reader.number(8),
    keyLog: { seq: reader.number(4), hash: reader.bytes(32) },
    epoch: reader.number(4),
    log: { seq: reader.number(8), chain: reader.bytes(32) },
    bodyHash: reader.bytes(32),
  };
}

function expectNumber(reader: ByteReader, value: number, refusal: 'version' | 'suite' | 'flags'): void {
  if (reader.number(1) !== value) throw new EnvelopeError(refusal);
}

function kindOf(number: number): EnvelopeKind {
  switch (number) {
    case ENVELOPE_KINDS.content:
      return 'content';
    case ENVELOPE_KINDS.bundle:
      return 'bundle';
    case ENVELOPE_KINDS.statement:
      return 'statement';
    default:
      throw new EnvelopeError('kind');
  }
}
