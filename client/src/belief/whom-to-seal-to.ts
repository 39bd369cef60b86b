import { currentMembers, type Uuid } from '@parley/protocol';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';

/** Why somebody who is believed a member gets no keys. Their row says so. */
type LeftOut =
  /** They have no keys, as far as is known. */
  | 'noKeys'
  /** The server says that their account was removed. */
  | 'accountRemoved'
  /** Verified, and reset since: until the user accepts it. */
  | 'identityReset'
  /** They said that they have a newer key than the one that is known. */
  | 'keyOutdated'
  /** They departed, by a part of the log that the server has lost. */
  | 'departed';

/** A member whom keys are sealed to. */
interface Recipient {
  readonly user: Uuid;
  /** Of their newest key. */
  readonly keyVersion: number;
  /** In base64; `canSealTo` says whether it is one. */
  readonly publicKey: string;
  /** The oldest key by which they count as having got an epoch. */
  readonly keyFloor: number;
}

export interface SealingTo {
  readonly recipients: readonly Recipient[];
  readonly leftOut: readonly { readonly user: Uuid; readonly why: LeftOut }[];
  /**
   * Whether every member seals to these. Where the user has not accepted somebody, or remembers what the log has lost, others may
   * seal to more, and their epochs do not do unless it is known whom they are sealed to.
   */
  readonly isShared: boolean;
}

/** To whom an epoch's keys are sealed, the user among them: all believed members, by their newest keys. */
export function whomToSealTo(
  roster: BelievedRoster,
  keyLogs: KeyLogs,
  removedAccounts: ReadonlySet<Uuid>,
): SealingTo {
  const members = roster.state === undefined ? [] : currentMembers(roster.state);
  const judged = members.map((user) => judgeMember(roster, keyLogs, removedAccounts, user));
  return {
    recipients: judged.flatMap((member) => ('why' in member ? [] : [member])),
    leftOut: judged.flatMap((member) => ('why' in member ? [member] : [])),
    isShared:
      judged.every((member) => !('why' in member) || isSharedReason(member.why)) &&
      members.every((user) => !isAboveLog(roster, user)) &&
      roster.refused.every(({ refusal }) => refusal !== 'identityReset'),
  };
}

function judgeMember(
  roster: BelievedRoster,
  keyLogs: KeyLogs,
  removedAccounts: ReadonlySet<Uuid>,
  user: Uuid,
): Recipient | { readonly user: Uuid; readonly why: LeftOut } {
  if (roster.floors[user]?.departedAfter !== undefined) return { user, why: 'departed' };
  if (removedAccounts.has(user)) return { user, why: 'accountRemoved' };
  const keys = keyLogs.get(user);
  const keyVersion = keys?.followed.log.versions.length ?? 0;
  const publicKey = keys?.followed.log.versions.at(-1)?.encryptionKey;
  if (keys === undefined || publicKey === undefined) return { user, why: 'noKeys' };
  if (keys.unacceptedFrom !== undefined) return { user, why: 'identityReset' };
  const keyFloor = keyFloorOf(roster, user);
  return keyVersion < keyFloor ? { user, why: 'keyOutdated' } : { user, keyVersion, publicKey, keyFloor };
}

/**
 * The version that somebody's last `rekeyed` names, also where a server hides the key log that it was signed by: the old key may be in
 * the wrong hands. See `hiddenVersion`.
 */
function keyFloorOf({ floors, state, refused }: BelievedRoster, user: Uuid): number {
  const named = refused.flatMap(({ sender, keyVersion }) => (sender === user ? (keyVersion ?? []) : []));
  return Math.max(floors[user]?.keyVersion ?? 1, state?.members[user]?.keyVersion ?? 1, ...named);
}

function isSharedReason(why: LeftOut): boolean {
  return why !== 'identityReset' && why !== 'departed';
}

/** Whether a key is remembered that the log does not tell of any more. */
function isAboveLog({ floors, state }: BelievedRoster, user: Uuid): boolean {
  return (floors[user]?.keyVersion ?? 1) > (state?.members[user]?.keyVersion ?? 1);
}
