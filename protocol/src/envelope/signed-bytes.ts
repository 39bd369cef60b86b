import { concatUint8Arrays } from 'uint8array-extras';
import type { Sha256 } from '../sha256.ts';
import { ByteWriter } from './byte-writer.ts';
import { encodeEnvelope, encodeRecipient, isBundle, type BundleEnvelope, type Envelope } from './envelope.ts';
import { encodeHeader } from './header.ts';

const LABEL = new TextEncoder().encode('parley/v1/envelope\0');

/**
 * What the device signs: the label ‖ SHA-256(everything before the signature). Each record of a bundle stands in it as
 * its own SHA-256, so that a server may send one recipient their record with the hashes of the others.
 */
export function signedBytes(sha256: Sha256, envelope: Envelope): Uint8Array<ArrayBuffer> {
  const bytes = isBundle(envelope) ? hashedRecords(sha256, envelope) : encodeEnvelope(envelope);
  return new Uint8Array(concatUint8Arrays([LABEL, sha256(bytes)]));
}

function hashedRecords(sha256: Sha256, bundle: BundleEnvelope): Uint8Array {
  const writer = new ByteWriter()
    .bytes(encodeHeader(bundle.header))
    .bytes(bundle.commitment, 32)
    .bytes(bundle.rosterHash, 32)
    .number(bundle.from, 4)
    .number(bundle.recipients.length, 2);
  for (const recipient of bundle.recipients) writer.bytes(sha256(encodeRecipient(recipient)));
  return writer.finish();
}
