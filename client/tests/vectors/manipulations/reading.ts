import {
  decodeEnvelope,
  decodeHandedBundle,
  EnvelopeError,
  handBundle,
  isBundle,
  isContent,
  SIGNATURE_BYTES,
  signedBytes,
  type BundleEnvelope,
  type ContentEnvelope,
  type EnvelopeRefusal,
} from '@parley/protocol';
import { concatUint8Arrays, stringToUint8Array as utf8 } from 'uint8array-extras';
import { checkEnvelope, type SignedPart } from '../../../src/crypto/envelopes/check-envelope.ts';
import { openContent } from '../../../src/crypto/envelopes/open-content.ts';
import { sign } from '../../../src/crypto/ed25519.ts';
import { openEpochKeys } from '../../../src/crypto/epochs/epoch-keys.ts';
import { importPrivateKey } from '../../../src/crypto/epochs/hpke.ts';
import { sha256 } from '../../../src/crypto/sha256.ts';
import { bytes, entryOf, envelopes, surroundings } from '../frozen-account.ts';

/** The frozen envelopes, and the keys as a server hands them to their second recipient. */
export const WRITTEN = ['statement', 'content', 'keys', 'added', 'handed'] as const;
export type Written = (typeof WRITTEN)[number];

/** What a reader says of bytes: the name of the check that refuses them. */
export type Outcome = EnvelopeRefusal | 'opens';

/** A manipulation: its name, what becomes of it, and how it is made and read. */
export type Manipulation = readonly [name: string, outcome: Outcome, read: () => Promise<Outcome>];

/** The frozen bytes of an envelope. */
export function frozen(written: Written): Uint8Array<ArrayBuffer> {
  if (written !== 'handed') return bytes(envelopes[written].bytes);
  const [, second] = envelopes.keys.recipients;
  const handed = handBundle(sha256, decodeEnvelope(frozen('keys')), second?.user ?? '');
  if (handed === undefined) throw new Error('nothing is handed');
  return handed;
}

/** The entry that carries it. */
export function entryWith(written: Written) {
  return entryOf(envelopes[written === 'handed' ? 'keys' : written]);
}

/** Reads bytes as every client does: takes them apart, holds them against what is known, and opens them. */
export async function outcomeOf(
  written: Written,
  received: Uint8Array,
  entry = entryWith(written),
): Promise<Outcome> {
  try {
    const signed = signedIn(written, received);
    await checkEnvelope(signed, entry, await surroundings());
    await open(written, signed);
    return 'opens';
  } catch (error) {
    if (error instanceof EnvelopeError) return error.refusal;
    throw error;
  }
}

/** What a dishonest sender sends: the bytes with a signature by the right device over what they say now. */
export async function signedAnew(written: Written, changed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const signature = await sign(bytes(envelopes.deviceSeed), messageIn(written, changed));
  return joined(changed.slice(0, -SIGNATURE_BYTES), signature);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatUint8Arrays([...parts]));
}

/** The frozen envelope with content. */
export function frozenContent(): ContentEnvelope {
  const { envelope } = decodeEnvelope(frozen('content'));
  if (!isContent(envelope)) throw new Error('no content');
  return envelope;
}

/** A frozen envelope with keys. */
export function frozenBundle(written: 'keys' | 'added'): BundleEnvelope {
  const { envelope } = decodeEnvelope(frozen(written));
  if (!isBundle(envelope)) throw new Error('no bundle');
  return envelope;
}

function signedIn(written: Written, received: Uint8Array): SignedPart {
  if (written !== 'handed') return decodeEnvelope(received);
  const { bundle, signature, signed } = decodeHandedBundle(sha256, received);
  return { envelope: bundle, signature, signed };
}

async function open(written: Written, { envelope }: SignedPart): Promise<void> {
  if (isContent(envelope)) await openContent(bytes(envelopes.epochKeys[1] ?? ''), envelope);
  if (!isBundle(envelope)) return;
  const { recipients } = envelopes[written === 'added' ? 'added' : 'keys'];
  const sealedTo = written === 'handed' ? recipients.slice(1) : recipients;
  for (const [i, recipient] of envelope.recipients.entries()) {
    const seed = bytes(sealedTo[i]?.seed ?? '');
    await openEpochKeys(envelope, recipient, await importPrivateKey(seed));
  }
}

/** What is no envelope any more is signed as if it were one: its reader must not get that far. */
function messageIn(written: Written, changed: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    const { envelope, signed } = signedIn(written, changed);
    return signed ?? signedBytes(sha256, envelope);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    return joined(utf8('parley/v1/envelope\0'), sha256(changed.slice(0, -SIGNATURE_BYTES)));
  }
}
