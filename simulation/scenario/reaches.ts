import { DirectEpochCrypto, openBundle, openContent, type SealingAccount } from '@parley/client/testing';
import { membershipChange } from '@parley/backend/domain/log/membership-change.ts';
import {
  bytesOf,
  decodeEnvelope,
  EnvelopeError,
  isBundle,
  isContent,
  type BundleEnvelope,
  type ContentEnvelope,
  type Entry,
  type Envelope,
  type Uuid,
} from '@parley/protocol';
import type { Heard, Reach } from '../checker/facts.ts';

/** The key of an epoch, wherever somebody has it from. */
interface HeldKey {
  readonly conversation: Uuid;
  readonly epoch: number;
  readonly key: Uint8Array;
}

/** Somebody, and all the keys that they have. */
export interface Holder extends Pick<Reach, 'name' | 'uid' | 'stolenAt'> {
  /** Whose bundles they open, if not their own: keys that a server passes off as somebody's. */
  readonly opensAs?: Uuid;
  readonly account: Pick<SealingAccount, 'keyLog' | 'seeds'>;
  readonly held: readonly HeldKey[];
}

interface Read {
  readonly entry: Entry;
  readonly envelope: Envelope;
}

/** What each of them can open of all that a server was ever given. */
export async function reachesOf(holders: readonly Holder[], heard: Heard): Promise<readonly Reach[]> {
  const all = heard.entries.flatMap((entry) => envelopeIn(entry) ?? []);
  const crypto = new DirectEpochCrypto();
  const reaches: Reach[] = [];
  for (const { name, uid, stolenAt, ...holder } of holders) {
    const keys = [...holder.held, ...(await handed(crypto, { uid, ...holder }, all))];
    const opens: Entry[] = [];
    for (const { entry, envelope } of all)
      if (isContent(envelope) && (await opensWith(keys, envelope))) opens.push(entry);
    reaches.push({ name, uid, opens, ...(stolenAt !== undefined && { stolenAt }) });
  }
  return reaches;
}

/** Those who ever departed from a conversation. What the others can open they may. */
export function departedIn({ entries }: Heard): ReadonlySet<Uuid> {
  return new Set(entries.flatMap((entry) => membershipChange(entry).departed));
}

function envelopeIn(entry: Entry): Read | undefined {
  const { payload } = entry;
  return payload?.kind === 'sealed'
    ? { entry, envelope: decodeEnvelope(bytesOf(payload.bytes)).envelope }
    : undefined;
}

async function handed(
  crypto: DirectEpochCrypto,
  { uid, opensAs = uid, account }: Omit<Holder, 'name'>,
  all: readonly Read[],
): Promise<readonly HeldKey[]> {
  const keys: HeldKey[] = [];
  for (const { envelope } of all)
    if (isBundle(envelope)) keys.push(...(await handedIn(crypto, opensAs, account, envelope)));
  return keys;
}

async function handedIn(
  crypto: DirectEpochCrypto,
  uid: Uuid,
  account: Holder['account'],
  { recipients, ...head }: BundleEnvelope,
): Promise<readonly HeldKey[]> {
  const recipient = recipients.find(({ user }) => user === uid);
  if (recipient === undefined) return [];
  const bundle = { id: head.header.id, sender: head.header.sender, head, recipient, commitments: new Map() };
  const opened = await openBundle(crypto, account, bundle);
  const { conversation } = head.header;
  return (opened?.keys ?? []).map(({ epoch, key }) => ({ conversation, epoch, key }));
}

async function opensWith(keys: readonly HeldKey[], envelope: ContentEnvelope): Promise<boolean> {
  const { conversation, epoch } = envelope.header;
  for (const held of keys)
    if (held.conversation === conversation && held.epoch === epoch && (await opens(held.key, envelope)))
      return true;
  return false;
}

async function opens(key: Uint8Array, envelope: ContentEnvelope): Promise<boolean> {
  try {
    await openContent(key, envelope);
    return true;
  } catch (error) {
    if (error instanceof EnvelopeError) return false;
    throw error;
  }
}
