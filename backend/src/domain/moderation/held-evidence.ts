import {
  bytesOf,
  checkEvidence,
  decodeEnvelope,
  EnvelopeError,
  isContent,
  isSimple,
  ParleyError,
  type Entry,
  type KeptEvidence,
  type KeyLogCrypto,
  type ReportEvidence,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { storedKeyLog } from '../keys/check-keys.ts';
import { isSignedBy } from '../passwords/ed25519.ts';
import { sha256 } from '../sha256.ts';

const crypto: KeyLogCrypto = {
  sha256,
  verify: async (publicKey, message, signature) => isSignedBy({ publicKey, message, signature }),
};

/**
 * The evidence that is kept of a reported entry, after it was held against the log. Of an open message, that is the server's own copy
 * where it has one: it stays for the administrators though the message is deleted later.
 * @throws ParleyError `E_EVIDENCE` with what does not fit
 */
export async function heldEvidence(
  { keys }: Pick<Context, 'keys'>,
  entry: Entry,
  evidence: ReportEvidence,
): Promise<KeptEvidence> {
  const kept = keptOf(entry, evidence);
  if (kept === undefined) throw unfit('payload');
  const entries = kept.kind === 'sealed' ? await keys.entries(entry.sender, 0) : [];
  const seen = seqIn(kept);
  const log = storedKeyLog(entry.sender, entries);
  const then = storedKeyLog(entry.sender, entries.slice(0, seen));
  const shown = await checkEvidence(
    crypto,
    entry,
    {
      device: (id) => log.devices.get(id),
      keyLogHash: (seq) => (seq === then.seq ? then.hash : undefined),
    },
    kept,
  );
  if (shown.kind === 'refused') throw unfit(shown.refusal);
  return kept;
}

function keptOf({ payload }: Entry, evidence: ReportEvidence): KeptEvidence | undefined {
  if (evidence.kind !== 'open') return evidence;
  const own = payload?.kind === 'plain' || (payload?.kind === 'sealed' && !isSimple(payload));
  const copy = own ? { kind: payload.kind, bytes: payload.bytes } : evidence.payload;
  return copy === undefined ? undefined : { kind: 'open', payload: copy };
}

/** Up to which entry of their key log the sender's device names it. */
function seqIn({ kind, payload }: KeptEvidence): number {
  if (kind !== 'sealed' || isSimple(payload)) return 0;
  try {
    const { envelope } = decodeEnvelope(bytesOf(payload.bytes));
    return isContent(envelope) ? envelope.header.keyLog.seq : 0;
  } catch (error) {
    if (error instanceof EnvelopeError) return 0;
    throw error;
  }
}

function unfit(refusal: string): ParleyError {
  return new ParleyError('E_EVIDENCE', {
    message: `This report doesn't fit the message that the server has: ${refusal}.`,
  });
}
