import { concatUint8Arrays } from 'uint8array-extras';
import type { Sha256 } from '../sha256.ts';
import { ByteWriter } from './byte-writer.ts';
import {
  encodeBundleStart,
  encodeEnvelope,
  encodeRecipient,
  isBundle,
  type BundleEnvelope,
  type Envelope,
} from './envelope.ts';

const LABEL = new TextEncoder().encode('parley/v1/envelope\0');

/**
 * What the device signs: the label ‖ SHA-256(everything before the signature). Each record of a bundle stands in it as
 * its own SHA-256, so that a server may send one recipient their record with the hashes of the others.
 */
export function signedBytes(sha256: Sha256, envelope: Envelope): Uint8Array<ArrayBuffer> {
  if (!isBundle(envelope)) return labelled(sha256, encodeEnvelope(envelope));
  return signedBundleBytes(
    sha256,
    envelope,
    envelope.recipients.map((recipient) => sha256(encodeRecipient(recipient))),
  );
}

/** The same of a bundle of which only the hashes of its records are known. */
export function signedBundleBytes(
  sha256: Sha256,
  bundle: Omit<BundleEnvelope, 'recipients'>,
  hashes: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().bytes(encodeBundleStart(bundle, hashes.length));
  for (const hash of hashes) writer.bytes(hash, 32);
  return labelled(sha256, writer.finish());
}

function labelled(sha256: Sha256, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatUint8Arrays([LABEL, sha256(bytes)]));
}
