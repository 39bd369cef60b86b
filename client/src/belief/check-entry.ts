import {
  bytesOf,
  decodeEnvelope,
  EnvelopeError,
  isContent,
  type EnvelopeRefusal,
  type Entry,
  type SignedEnvelope,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { checkEnvelope, type KnownSurroundings } from '../crypto/envelopes/check-envelope.ts';
import type { Signed } from '../model/held-bundle.ts';
import type { KeyLogs } from '../model/sender-keys.ts';

/** What an envelope is worth that was held against its entry and its sender's key log. */
export type Check =
  | { readonly kind: 'signed'; readonly signed: Signed; readonly envelope: SignedEnvelope['envelope'] }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'refused'; readonly refusal: EnvelopeRefusal };

export interface CheckedEntry {
  readonly entry: Entry;
  readonly check: Check;
}

/**
 * Whether a device of its sender's account signed an entry. Whether it counts is another question, for the whole log.
 * @param chain of this log; without it, heads are not compared, as in the roster list
 */
export async function checkEntry(
  entry: Entry,
  keyLogs: KeyLogs,
  chain: KnownSurroundings['chain'] = () => undefined,
): Promise<CheckedEntry> {
  return { entry, check: await checked(entry, keyLogs, chain) };
}

async function checked(entry: Entry, keyLogs: KeyLogs, chain: KnownSurroundings['chain']): Promise<Check> {
  const { payload, sender } = entry;
  if (payload?.kind !== 'sealed') return { kind: 'unsigned' };
  const followed = keyLogs.get(sender)?.followed;
  const known: KnownSurroundings = {
    keyLogHash: (seq) => followed?.hashes[seq],
    device: (id) => followed?.log.devices.get(id),
    chain,
  };
  try {
    const envelope = decodeEnvelope(bytesOf(payload.bytes));
    await checkEnvelope(envelope, entry, known);
    return { kind: 'signed', signed: signedOf(envelope), envelope: envelope.envelope };
  } catch (error) {
    if (error instanceof EnvelopeError) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

function signedOf({ envelope }: SignedEnvelope): Signed {
  const { device, keyLog, log } = envelope.header;
  const signed = { device, keyLogSeq: keyLog.seq, logSeq: log.seq };
  return isContent(envelope) ? signed : { ...signed, rosterHash: uint8ArrayToBase64(envelope.rosterHash) };
}
