import { areUint8ArraysEqual } from 'uint8array-extras';
import type { Entry } from '../log/entry.ts';
import { bytesOf } from '../log/payload-hash.ts';
import type { KeyLogCrypto } from '../keylog/continue-key-log.ts';
import type { KeyLogDevice } from '../keylog/key-log.ts';
import { envelopeBodyHash } from './envelope-body-hash.ts';
import { EnvelopeError, type EnvelopeRefusal } from './envelope-error.ts';
import { envelopeKindOf } from './envelope-kind-of.ts';
import type { SignedEnvelope } from './envelope.ts';
import { signedBytes } from './signed-bytes.ts';

/** What the reader knows of the sender and of the log, to hold an envelope against. */
export interface KnownSurroundings {
  /** The hash of the sender's key log at a seq; undefined for one that is not known. */
  keyLogHash(seq: number): Uint8Array | undefined;
  /** The sender's device, undefined if their key log does not hold it. */
  device(id: string): KeyLogDevice | undefined;
  /** The chain at a seq of this log; undefined where the reader's window does not hold it, which is judged later. */
  chain(seq: number): Uint8Array | undefined;
}

/** The parts of an entry that its envelope speaks about. */
export type EnvelopedEntry = Pick<Entry, 'conversation' | 'sender' | 'id' | 'body'>;

/** An envelope with its signature, as it came or as a part of it was handed over. */
export interface SignedPart extends SignedEnvelope {
  /** What the device has signed, where that does not follow from the envelope: a part of a bundle. */
  readonly signed?: Uint8Array<ArrayBuffer>;
}

/**
 * Whether an envelope was made by a device of the entry's sender, for this entry and no other.
 * @throws EnvelopeError with the name of the check that failed
 */
export async function checkEnvelope(
  crypto: KeyLogCrypto,
  { envelope, signature, signed }: SignedPart,
  entry: EnvelopedEntry,
  known: KnownSurroundings,
): Promise<void> {
  const { header } = envelope;
  expectSame(header.conversation, entry.conversation, 'conversation');
  expectSame(header.sender, entry.sender, 'sender');
  expectSame(header.id, entry.id, 'id');
  if (envelopeKindOf(entry.body) !== header.kind) throw new EnvelopeError('pairing');
  if (header.kind !== 'statement' && header.epoch !== epochOf(entry.body)) throw new EnvelopeError('epoch');
  expectBytes(header.bodyHash, envelopeBodyHash(crypto.sha256, entry.body), 'body');
  const device = deviceAt(known.device(header.device), header.keyLog.seq);
  expectBytes(header.keyLog.hash, known.keyLogHash(header.keyLog.seq), 'keyLogHead');
  expectBytes(header.log.chain, known.chain(header.log.seq) ?? header.log.chain, 'logHead');
  const bytes = signed ?? signedBytes(crypto.sha256, envelope);
  const right = await crypto.verify(bytesOf(device.key), bytes, signature);
  if (!right) throw new EnvelopeError('signature');
}

/**
 * A device cannot vouch for a key log in which it is not yet, or in which it is revoked. From which entry on a revocation counts
 * for the others is a matter of the whole log, not of one envelope.
 */
function deviceAt(device: KeyLogDevice | undefined, keyLogSeq: number): KeyLogDevice {
  const holds =
    device !== undefined &&
    device.addedAt <= keyLogSeq &&
    (device.revokedAt === undefined || device.revokedAt > keyLogSeq);
  if (!holds) throw new EnvelopeError('device');
  return device;
}

function epochOf(body: EnvelopedEntry['body']): unknown {
  return 'epoch' in body ? body.epoch : undefined;
}

function expectSame(said: string, is: string, refusal: EnvelopeRefusal): void {
  if (said !== is) throw new EnvelopeError(refusal);
}

function expectBytes(said: Uint8Array, is: Uint8Array | undefined, refusal: EnvelopeRefusal): void {
  if (is === undefined || !areUint8ArraysEqual(said, is)) throw new EnvelopeError(refusal);
}
