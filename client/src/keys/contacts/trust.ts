import { isMetIdentity, type MetIdentity, type Uuid, type Vault, type VaultContact } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import type { FollowedKeyLog, KeyLogProblem } from '../../model/keys/followed-key-log.ts';
import type { Trust } from '../../ports/keys/contact-keys.ts';

/** Others who were met are kept in the vault up to this many, so that it stays under its limit; this device pins all of them. */
const MET_IN_VAULT = 1_000;
/** Of the identity of somebody who is not verified, the vault keeps a part. */
const MET_BYTES = 16;

/** How far somebody's identity is believed. @param met what the vault says of them */
export function trustOf(met: VaultContact | undefined, followed: FollowedKeyLog): Trust {
  if (met?.kind !== 'verified') return 'met';
  return unacceptedFrom(met, followed) === undefined ? 'verified' : 'reset';
}

/**
 * From which entry of somebody's key log on the user has not accepted who it is; undefined if they have, or never compared. See
 * `SenderKeys`.
 */
export function unacceptedFrom(
  met: VaultContact | undefined,
  { identities }: FollowedKeyLog,
): number | undefined {
  if (met?.kind !== 'verified') return undefined;
  const at = identities.findLastIndex(({ identity }) => identity === met.identity);
  if (at === -1) return 1;
  return identities.slice(at + 1).find(({ by }) => by === 'identityReset')?.seq;
}

/**
 * What is wrong with a key log beside what the vault knows: it has to be as long, at least, and under the same identity at that place.
 * Who was met with keys never counts as keyless again, nor as somebody else. A machine without a key log that shows one is somebody
 * else until the user accepts it.
 */
export function problemBeside(
  met: VaultContact | undefined,
  { log, identities }: FollowedKeyLog,
): Extract<KeyLogProblem, 'shorter' | 'forked'> | undefined {
  if (met?.kind === 'machine' && log.seq > 0) return 'forked';
  if (met === undefined || !isMetIdentity(met)) return undefined;
  const then = identities.findLast(({ seq }) => seq <= met.keyLogSeq)?.identity;
  if (then === undefined || log.seq < met.keyLogSeq) return 'shorter';
  return met.identity === (met.kind === 'verified' ? then : partOf(then)) ? undefined : 'forked';
}

/** What the vault keeps of somebody whose safety number was compared. */
export function verifiedIdentity({ log, identities }: FollowedKeyLog): MetIdentity | undefined {
  const identity = identities.at(-1)?.identity;
  return identity === undefined ? undefined : { kind: 'verified', identity, keyLogSeq: log.seq };
}

/** What the vault keeps of somebody else. */
export function metIdentity({ log, identities }: FollowedKeyLog): MetIdentity | undefined {
  const identity = identities.at(-1)?.identity;
  if (identity === undefined) return undefined;
  return { kind: 'met', identity: partOf(identity), keyLogSeq: log.seq };
}

function partOf(identity: string): string {
  return uint8ArrayToBase64(base64ToUint8Array(identity).slice(0, MET_BYTES));
}

/**
 * What the vault has to learn of people: who is new, and whose key log has grown. A verified identity that was reset stays as it is
 * until the user accepts the new one, and so does one that a key log contradicts.
 */
export function newlyMet(
  contacts: Vault['contacts'],
  logs: readonly FollowedKeyLog[],
): readonly (readonly [Uuid, MetIdentity])[] {
  const room = MET_IN_VAULT - Object.keys(contacts).length;
  let added = 0;
  return logs.flatMap((followed) => {
    const { uid } = followed.log;
    const known = contacts[uid];
    if (known !== undefined && !canLearn(known, followed)) return [];
    const trust = trustOf(known, followed);
    const now = trust === 'verified' ? verifiedIdentity(followed) : metIdentity(followed);
    if (now === undefined || trust === 'reset') return [];
    if (known === undefined && added++ >= room) return [];
    return [[uid, { ...known, ...now }] as const];
  });
}

function canLearn(known: VaultContact, followed: FollowedKeyLog): boolean {
  return (
    isMetIdentity(known) && known.keyLogSeq < followed.log.seq && problemBeside(known, followed) === undefined
  );
}
