import { directConversationId, isKnownBody, KEY_LIMITS, SYSTEM_UID, type Entry } from '@parley/protocol';
import { sha256 } from '../crypto/sha256.ts';
import type { BelievedRoster, RosterRefusal } from '../model/sealing/believed-roster.ts';
import type { Signed } from '../model/sealing/held-bundle.ts';
import type { KeyLogs, SenderKeys } from '../model/keys/sender-keys.ts';
import type { CheckedEntry } from './check-entry.ts';
import { isAllowed, isExcused } from './later-words.ts';
import { judgeSigner } from './judge-signer.ts';
import { pointOf, rosterHashAt } from './roster-points.ts';

/** Why an entry of the list is not believed, by what was believed before it; undefined if it is. */
export function judgeRosterEntry(
  roster: BelievedRoster,
  { entry, check }: CheckedEntry,
  keyLogs: KeyLogs,
): RosterRefusal | undefined {
  if (entry.sender === SYSTEM_UID) return 'server';
  if (isDirectCreation(entry)) return ofDirectCreation(entry) ?? ofRights(roster, entry);
  if (check.kind === 'refused') return check.refusal;
  if (check.kind === 'unsigned') return needsSignature(roster, entry) ? 'unsigned' : ofRights(roster, entry);
  return ofSigned(roster, entry, check.signed, keyLogs.get(entry.sender)) ?? ofRights(roster, entry);
}

/**
 * What was written before a conversation was sealed has no signature. The roster hash of the first one that has vouches for it. Who has
 * seen that believes no other beginning any more, also where the log was replaced as a whole.
 */
function needsSignature(roster: BelievedRoster, entry: Entry): boolean {
  const { isSealed, beginning } = roster;
  const { body } = entry;
  if (isSealed || (body.kind === 'created' && body.protection !== 'open')) return true;
  return beginning !== undefined && !beginning.open.includes(pointOf(roster, entry).hash);
}

function ofSigned(
  roster: BelievedRoster,
  entry: Entry,
  signed: Signed,
  keys: SenderKeys | undefined,
): RosterRefusal | undefined {
  const { seq, id, sender, body } = entry;
  if (roster.points.some((point) => point.id === id && point.sender === sender)) return 'repeated';
  const signer = judgeSigner(keys, signed, roster.vouched[sender] ?? 0, body.kind);
  if (signer !== undefined) return signer;
  const isInTime = signed.logSeq >= roster.moved && signed.logSeq >= seq - 1 - KEY_LIMITS.headBehind;
  if (!isInTime || signed.logSeq >= seq) return 'late';
  if (signed.rosterHash !== rosterHashAt(roster, signed.logSeq)) return 'rosterHash';
  return body.kind === 'rekeyed' ? ofVersion(roster, entry, body.version, signed, keys) : undefined;
}

/** A new key of an account is its newest, as far as the sender saw their key log. */
function ofVersion(
  { state }: BelievedRoster,
  { sender }: Entry,
  version: number,
  { keyLogSeq }: Signed,
  keys: SenderKeys | undefined,
): RosterRefusal | undefined {
  const newest = keys?.followed.identities.filter(({ seq }) => seq <= keyLogSeq).length;
  const last = state?.members[sender]?.keyVersion ?? 1;
  return version === newest && version > last ? undefined : 'keyVersion';
}

function isDirectCreation({ body }: Entry): boolean {
  return body.kind === 'created' && body.type === 'direct';
}

/** The id of a direct conversation says who is in it, so that its `created` needs no signature. */
function ofDirectCreation({ conversation, body }: Entry): RosterRefusal | undefined {
  if (body.kind !== 'created') return undefined;
  const [first, second = first] = body.members.map(({ uid }) => uid);
  if (first === undefined || second === undefined) return 'members';
  return directConversationId(sha256, first, second) === conversation ? undefined : 'members';
}

function ofRights(roster: BelievedRoster, entry: Entry): RosterRefusal | undefined {
  if (roster.state?.ended === true) return 'ended';
  if (isAllowed(roster, entry)) return isKnownBody(entry.body) ? undefined : 'laterWord';
  return isExcused(roster, entry) ? 'laterWord' : 'noRight';
}
