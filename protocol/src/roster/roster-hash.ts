import { ByteWriter } from '../envelope/byte-writer.ts';
import { envelopeBodyHash } from '../envelope/envelope-body-hash.ts';
import type { BodyKind } from '../log/body.ts';
import type { Entry } from '../log/entry.ts';
import { ROSTER_KINDS } from '../log/epochs.ts';
import type { Sha256 } from '../sha256.ts';

const LABEL = new TextEncoder().encode('parley/v1/roster\0');
/** Kinds of entries that belong to the roster list, beside the first keys. */
export const ROSTER_LIST_KINDS = [...ROSTER_KINDS, 'renamed', 'ended'] as const satisfies readonly BodyKind[];

/** The roster hash before the first entry: 32 zero bytes. */
export const ROSTER_START: Uint8Array = new Uint8Array(32);

/** What the roster hash covers of an entry. */
export type RosterLink = Pick<Entry, 'seq' | 'id' | 'sender' | 'body'>;

/**
 * Whether an entry belongs to the roster list: what says who is in a conversation, with which rights and keys. The first keys belong
 * to it, because nobody is believed without a signature from there on.
 */
export function isInRosterList({ body }: Pick<Entry, 'body'>): boolean {
  return ROSTER_LIST_KINDS.some((kind) => kind === body.kind) || isFirstKeys(body);
}

/** Whether a body begins the first epoch of a conversation, with which it becomes sealed for good. */
export function isFirstKeys(body: Entry['body']): boolean {
  return body.kind === 'keys' && body.epoch === 1 && body.part === 1;
}

/** The roster hash at an entry of the list, 32 bytes: SHA-256(label ‖ hash before ‖ seq8 ‖ id16 ‖ sender16 ‖ bodyHash32). */
export function rosterHashAfter(
  sha256: Sha256,
  before: Uint8Array,
  { seq, id, sender, body }: RosterLink,
): Uint8Array {
  const input = new ByteWriter()
    .bytes(LABEL)
    .bytes(before, 32)
    .number(seq, 8)
    .uuid(id)
    .uuid(sender)
    .bytes(envelopeBodyHash(sha256, body));
  return sha256(input.finish());
}
