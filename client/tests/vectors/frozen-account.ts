import {
  Body,
  bytesOf,
  envelopeBodyHash,
  type Entry,
  type EnvelopeHeader,
  type EnvelopeKind,
} from '@parley/protocol';
import type { KnownSurroundings } from '../../src/crypto/envelopes/check-envelope.ts';
import { followKeyLog, unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import vector from './version-1.json' with { type: 'json' };

/** The vector of docs/e2ee.md: an account and what it wrote. Whatever changes here can't be read by others any more. */
export const { uid, keyLog, envelopes } = vector;
export { vector };

export const bytes = (base64: string) => new Uint8Array(bytesOf(base64));

/** An envelope of the vector, beside its bytes. */
type Frozen = Pick<typeof envelopes.statement, 'id' | 'time' | 'logSeq' | 'logChain' | 'epoch'> & {
  readonly body: { readonly kind: string };
};

/** The key log of the account, as a reader has followed it. */
export async function followed() {
  const following = await followKeyLog(unknownKeyLog(uid), keyLog.entries, () => Promise.resolve());
  if (following.kind === 'refused') throw new Error(following.problem);
  return following.known;
}

/** The header that a frozen envelope has. */
export function headerOf<Kind extends EnvelopeKind>(
  one: Frozen,
  kind: Kind,
): EnvelopeHeader & { readonly kind: Kind } {
  const { conversation, sender, device, keyLogSeq: seq } = envelopes;
  return {
    ...{ kind, conversation, sender, device, id: one.id, time: one.time, epoch: one.epoch },
    keyLog: { seq, hash: bytes(keyLog.hashes[seq] ?? '') },
    log: { seq: one.logSeq, chain: bytes(one.logChain) },
    bodyHash: envelopeBodyHash(sha256, one.body),
  };
}

/** The entry that carries a frozen envelope. */
export function entryOf({
  id,
  body,
}: Pick<Frozen, 'id' | 'body'>): Pick<Entry, 'conversation' | 'sender' | 'id' | 'body'> {
  const { conversation, sender } = envelopes;
  return { conversation, sender, id, body: Body.parse(body) };
}

/** What a reader holds who was there: the account's key log, and the log of the conversation as the envelopes name it. */
export async function surroundings(): Promise<KnownSurroundings> {
  const { log, hashes } = await followed();
  const chains = new Map(
    [envelopes.statement, envelopes.content, envelopes.keys, envelopes.added].map(({ logSeq, logChain }) => [
      logSeq,
      bytes(logChain),
    ]),
  );
  return {
    keyLogHash: (seq) => hashes[seq],
    device: (device) => log.devices.get(device),
    chain: (seq) => chains.get(seq) ?? new Uint8Array(32),
  };
}
