import type { Uuid } from '../ids.ts';
import type { Sha256 } from '../sha256.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import {
  encodeBundleStart,
  encodeRecipient,
  isBundle,
  readBundleStart,
  readRecipient,
  SIGNATURE_BYTES,
  type BundleEnvelope,
  type SignedEnvelope,
} from './envelope.ts';
import { EnvelopeError } from './envelope-error.ts';
import { decodeHeader, HEADER_BYTES } from './header.ts';
import { signedBundleBytes } from './signed-bytes.ts';

const HASH_BYTES = 32;

/** A bundle as a server hands it to one of its recipients: with their record, and of the others only what the signature covers. */
export interface HandedBundle {
  /** With one recipient. */
  readonly bundle: BundleEnvelope;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** What the device has signed. */
  readonly signed: Uint8Array<ArrayBuffer>;
}

/**
 * What a bundle has for one of its recipients: everything before the records ‖ the SHA-256 of each record ‖ the record ‖ signature64.
 * @returns undefined if it has nothing for them
 */
export function handBundle(
  sha256: Sha256,
  { envelope, signature }: SignedEnvelope,
  user: Uuid,
): Uint8Array<ArrayBuffer> | undefined {
  if (!isBundle(envelope)) return undefined;
  const own = envelope.recipients.find((recipient) => recipient.user === user);
  if (own === undefined) return undefined;
  const writer = new ByteWriter().bytes(encodeBundleStart(envelope, envelope.recipients.length));
  for (const recipient of envelope.recipients) writer.bytes(sha256(encodeRecipient(recipient)));
  return writer.bytes(encodeRecipient(own)).bytes(signature, SIGNATURE_BYTES).finish();
}

/** @throws EnvelopeError if the bytes are not what `handBundle` makes, `recipients` if the record is not one of the bundle's */
export function decodeHandedBundle(sha256: Sha256, bytes: Uint8Array): HandedBundle {
  const reader = new ByteReader(bytes);
  const header = decodeHeader(reader.bytes(HEADER_BYTES));
  if (header.kind !== 'bundle') throw new EnvelopeError('kind');
  const { count, ...start } = readBundleStart({ ...header, kind: header.kind }, reader);
  const hashes = Array.from({ length: count }, () => reader.bytes(HASH_BYTES));
  const own = readRecipient(reader, start.header.epoch - start.from + 1);
  const signature = reader.bytes(SIGNATURE_BYTES);
  if (reader.left > 0) throw new EnvelopeError('trailing');
  const hash = sha256(encodeRecipient(own));
  if (!hashes.some((one) => one.every((byte, i) => byte === hash[i]))) throw new EnvelopeError('recipients');
  const bundle = { ...start, recipients: [own] };
  return { bundle, signature, signed: signedBundleBytes(sha256, bundle, hashes) };
}
