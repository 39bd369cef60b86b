import {
  bytesOf,
  checkEnvelope,
  decodeEnvelope,
  decodeHandedBundle,
  EnvelopeError,
  isContent,
  type EnvelopeRefusal,
  type Entry,
  type KnownSurroundings,
  type SignedEnvelope,
  type SignedPart,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { keyLogCrypto } from '../crypto/key-log/follow-key-log.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { HandedEntry } from '../model/sealing/handed-entry.ts';
import type { Signed } from '../model/sealing/held-bundle.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';

/** What an envelope is worth that was held against its entry and its sender's key log. */
export type Check =
  | {
      readonly kind: 'signed';
      readonly signed: Signed;
      readonly envelope: SignedEnvelope['envelope'];
      /** Of a bundle, only the user's own record is held. */
      readonly isPart?: true;
    }
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
  const { payload } = entry;
  if (payload?.kind !== 'sealed') return { entry, check: { kind: 'unsigned' } };
  return { entry, check: await checked(entry, keyLogs, chain, () => decodeEnvelope(bytesOf(payload.bytes))) };
}

/** The same for an entry with the user's part of its bundle. */
export async function checkHanded({ entry, bundle }: HandedEntry, keyLogs: KeyLogs): Promise<CheckedEntry> {
  const check = await checked(
    entry,
    keyLogs,
    () => undefined,
    () => {
      const { bundle: envelope, ...rest } = decodeHandedBundle(sha256, bundle);
      return { envelope, ...rest };
    },
  );
  return { entry, check: check.kind === 'signed' ? { ...check, isPart: true } : check };
}

async function checked(
  entry: Entry,
  keyLogs: KeyLogs,
  chain: KnownSurroundings['chain'],
  read: () => SignedPart,
): Promise<Check> {
  const followed = keyLogs.get(entry.sender)?.followed;
  const known: KnownSurroundings = {
    keyLogHash: (seq) => followed?.hashes[seq],
    device: (id) => followed?.log.devices.get(id),
    chain,
  };
  try {
    const part = read();
    await checkEnvelope(keyLogCrypto, part, entry, known);
    return { kind: 'signed', signed: signedOf(part), envelope: part.envelope };
  } catch (error) {
    if (error instanceof EnvelopeError) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

function signedOf({ envelope }: Pick<SignedEnvelope, 'envelope'>): Signed {
  const { device, keyLog, log } = envelope.header;
  const signed = { device, keyLogSeq: keyLog.seq, logSeq: log.seq };
  return isContent(envelope) ? signed : { ...signed, rosterHash: uint8ArrayToBase64(envelope.rosterHash) };
}
