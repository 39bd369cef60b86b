import {
  continueKeyLog,
  emptyKeyLog,
  keyLogHashAfter,
  KeyLogError,
  parseKeyLogEntry,
  type KeyLog,
  type KeyLogCrypto,
  type KeyLogEntry,
  type SignedKeyLogEntry,
  type Uuid,
} from '@parley/protocol';
import type { FollowedKeyLog, IdentityStep, KeyLogProblem } from '../../model/keys/followed-key-log.ts';
import { sameBytes } from '../same-bytes.ts';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';

/** How a client hashes and checks signatures. */
export const keyLogCrypto: KeyLogCrypto = { sha256, verify: verifyEd25519 };
/** Entries that are checked at one go: a few milliseconds of work. */
const SLICE = 32;

export type Following =
  | { readonly kind: 'followed'; readonly known: FollowedKeyLog }
  | { readonly kind: 'refused'; readonly problem: KeyLogProblem };

/** A key log of which nothing is known yet. */
export function unknownKeyLog(uid: Uuid): FollowedKeyLog {
  const log = emptyKeyLog(sha256, uid);
  return { log, hashes: [log.hash], identities: [] };
}

/** After which entry to ask. The pinned one comes once more: a log that is shorter, or goes another way, shows by that. */
export function askedAfter({ log }: FollowedKeyLog): number {
  return Math.max(0, log.seq - 1);
}

/**
 * Goes on from what is known, and checks only what is new.
 * @param entries those after `askedAfter`
 * @param rest called between slices of a few milliseconds, so that a page stays responsive
 */
export async function followKeyLog(
  known: FollowedKeyLog,
  entries: readonly SignedKeyLogEntry[],
  rest: () => Promise<void>,
): Promise<Following> {
  const [pinned] = entries;
  if (known.log.seq > 0) {
    if (pinned === undefined) return { kind: 'refused', problem: 'shorter' };
    if (!isPinned(known, pinned)) return { kind: 'refused', problem: 'forked' };
  }
  try {
    return { kind: 'followed', known: await extended(known, entries.slice(known.log.seq > 0 ? 1 : 0), rest) };
  } catch (error) {
    if (error instanceof KeyLogError) return { kind: 'refused', problem: 'invalid' };
    throw error;
  }
}

function isPinned({ log, hashes }: FollowedKeyLog, { entry }: SignedKeyLogEntry): boolean {
  const before = hashes[log.seq - 1];
  return before !== undefined && sameBytes(keyLogHashAfter(sha256, before, entry), log.hash);
}

async function extended(
  known: FollowedKeyLog,
  entries: readonly SignedKeyLogEntry[],
  rest: () => Promise<void>,
): Promise<FollowedKeyLog> {
  let followed = known;
  for (const [i, signed] of entries.entries()) {
    if (i > 0 && i % SLICE === 0) await rest();
    const log = await continueKeyLog(keyLogCrypto, followed.log, signed);
    followed = after(followed, log, parseKeyLogEntry(signed.entry));
  }
  return followed;
}

/** One more entry, which was checked or made here. @param log the key log with it */
export function after(followed: FollowedKeyLog, log: KeyLog, entry: KeyLogEntry): FollowedKeyLog {
  return {
    log,
    hashes: [...followed.hashes, log.hash],
    identities: [...followed.identities, ...stepOf(entry)],
    times: { ...followed.times, [entry.seq]: entry.time },
  };
}

function stepOf(entry: KeyLogEntry): readonly IdentityStep[] {
  switch (entry.kind) {
    case 'created':
    case 'identityChanged':
    case 'identityReset':
      return [{ seq: entry.seq, identity: entry.identity, by: entry.kind }];
    case 'deviceAdded':
    case 'deviceRevoked':
      return [];
  }
}
