import {
  envelopeBodyHash,
  envelopeKindOf,
  type Body,
  type EnvelopeHeader,
  type EnvelopeKind,
} from '@parley/protocol';
import { sha256 } from '../../crypto/sha256.ts';
import type { SealingAccount } from '../../model/sealing/sealing-account.ts';
import type { LogPlace } from '../../model/sealing/sealing-view.ts';
import type { Command } from './sealed-command.ts';

/** Who writes, and when. */
export interface Writer {
  readonly account: SealingAccount;
  /** ms since the Unix epoch */
  readonly time: number;
}

type HeaderOf<Kind extends EnvelopeKind> = EnvelopeHeader & { readonly kind: Kind };

/** The header of a command's envelope. @param kind the one that such a body carries */
export function headerOf<Kind extends EnvelopeKind>(
  kind: Kind,
  { account, time }: Writer,
  { conversation, seq, chain }: LogPlace,
  { id, body }: Command,
): HeaderOf<Kind> {
  if (envelopeKindOf(body) !== kind) throw new Error(`${body.kind} carries no ${kind}`);
  const { device, keyLog } = account;
  return {
    kind,
    conversation,
    sender: keyLog.uid,
    device,
    id,
    time,
    keyLog: { seq: keyLog.seq, hash: keyLog.hash },
    epoch: epochIn(body) ?? 0,
    log: { seq, chain },
    bodyHash: envelopeBodyHash(sha256, body),
  };
}

/** The epoch that a body names. */
function epochIn(body: Body): number | undefined {
  return 'epoch' in body ? body.epoch : undefined;
}
