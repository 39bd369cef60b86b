import { changesRoster, fold, isFirstKeys, isInRosterList, type Entry, type Uuid } from '@parley/protocol';
import type { BelievedRoster, RefusedRosterEntry, RosterRefusal } from '../model/sealing/believed-roster.ts';
import type { SealingMemory } from '../model/sealing/kept-roster.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';
import { checkEntry, type CheckedEntry } from './check-entry.ts';
import { hiddenVersion } from './hidden-version.ts';
import { vouchedBy } from './judge-signer.ts';
import { afterKnownWord, afterLaterWord } from './later-words.ts';
import { judgeRosterEntry } from './judge-roster-entry.ts';
import { pointOf } from './roster-points.ts';
import { remembered } from './sealing-floors.ts';

/** What is believed before the first entry of a roster list. @param memory does not go back with a log that lost its end */
export function emptyRoster(
  conversation: Uuid,
  { floors, beginning }: SealingMemory = { floors: {} },
): BelievedRoster {
  return {
    ...{ shape: 1, conversation, points: [], moved: 0, isSealed: false, open: [] },
    ...{ vouched: {}, additions: {}, floors, unknownRights: [], unaccepted: {}, refused: [] },
    ...(beginning !== undefined && { beginning }),
  };
}

/**
 * Goes on with the entries of the roster list. Entries of other kinds are passed over, so that a part of the log will do as well.
 * The key logs of the senders are asked for before.
 * @param before what is believed so far; see `isStale`
 */
export async function believeRoster(
  before: BelievedRoster,
  entries: readonly Entry[],
  keyLogs: KeyLogs,
): Promise<BelievedRoster> {
  const listed = entries.filter((entry) => isInRosterList(entry));
  const checked = await Promise.all(listed.map((entry) => checkEntry(entry, keyLogs)));
  return foldRoster(before, checked, keyLogs);
}

/** The same for entries whose envelopes were checked. Pure. */
export function foldRoster(
  before: BelievedRoster,
  entries: readonly CheckedEntry[],
  keyLogs: KeyLogs,
): BelievedRoster {
  return entries.reduce((roster, checked) => withEntry(roster, checked, keyLogs), before);
}

/**
 * Whether the whole list has to be folded anew: the user accepted somebody, or no longer does, or a key log is known further than
 * it was when an entry was refused for want of it.
 */
export function isStale(roster: BelievedRoster, keyLogs: KeyLogs): boolean {
  const isOther = ({ sender }: { readonly sender: Uuid }) =>
    roster.unaccepted[sender] !== keyLogs.get(sender)?.unacceptedFrom;
  const isKnownNow = ({ sender, keyLogSeq }: RefusedRosterEntry) =>
    keyLogSeq !== undefined && (keyLogs.get(sender)?.followed.log.seq ?? 0) > keyLogSeq;
  return roster.points.some(isOther) || roster.refused.some(isKnownNow);
}

function withEntry(roster: BelievedRoster, checked: CheckedEntry, keyLogs: KeyLogs): BelievedRoster {
  const { entry } = checked;
  if (entry.seq <= (roster.points.at(-1)?.seq ?? 0)) return withRefused(roster, checked, 'order', keyLogs);
  // That a conversation is sealed is believed of the server: it cannot gain by it.
  const refusal = isFirstKeys(entry.body) ? undefined : judgeRosterEntry(roster, checked, keyLogs);
  const moved = withPoint(roster, checked, keyLogs);
  if (refusal !== undefined) return withRefused(moved, checked, refusal, keyLogs);
  return isFirstKeys(entry.body) ? moved : believed(moved, entry);
}

/** What each entry of the list changes, believed or not. */
function withPoint(roster: BelievedRoster, { entry, check }: CheckedEntry, keyLogs: KeyLogs): BelievedRoster {
  const { seq, sender, body } = entry;
  const keys = keyLogs.get(sender);
  const seen = Math.max(roster.vouched[sender] ?? 0, vouchedBy(check, keys, body.kind));
  const from = keys?.unacceptedFrom;
  const point = pointOf(roster, entry);
  const isSealed = roster.isSealed || check.kind === 'signed' || seals(body);
  return {
    ...roster,
    points: [...roster.points, point],
    moved: changesRoster(body.kind) ? seq : roster.moved,
    ...{ isSealed, open: isSealed ? roster.open : [...roster.open, point.hash] },
    // The first keys may be held by one reader and not by another, so that they vouch for nothing here.
    ...(!isFirstKeys(body) && { vouched: { ...roster.vouched, [sender]: seen } }),
    ...(from !== undefined && { unaccepted: { ...roster.unaccepted, [sender]: from } }),
  };
}

function seals(body: Entry['body']): boolean {
  if (body.kind !== 'created') return isFirstKeys(body);
  return body.type === 'direct' || body.protection !== 'open';
}

/** The very fold of the log, of believed entries only. */
function believed(roster: BelievedRoster, entry: Entry): BelievedRoster {
  const before = roster.state && { ...roster.state, head: entry.seq - 1 };
  const unknownRights = afterKnownWord(roster.unknownRights, entry);
  return { ...roster, ...remembered(roster, entry), unknownRights, state: fold(before, entry) };
}

function withRefused(
  roster: BelievedRoster,
  checked: CheckedEntry,
  refusal: RosterRefusal,
  keyLogs: KeyLogs,
): BelievedRoster {
  const { seq, id, sender, body } = checked.entry;
  const wantsKeyLog = refusal === 'device' || refusal === 'keyLogHead';
  const keyLogSeq = keyLogs.get(sender)?.followed.log.seq ?? 0;
  const keyVersion = wantsKeyLog ? hiddenVersion(checked.entry, keyLogs.get(sender)) : undefined;
  const refused = {
    ...{ seq, id, sender, kind: body.kind, refusal },
    ...(wantsKeyLog && { keyLogSeq }),
    ...(keyVersion !== undefined && { keyVersion }),
  };
  return {
    ...roster,
    refused: [...roster.refused, refused],
    ...(refusal === 'laterWord' && { unknownRights: afterLaterWord(roster.unknownRights, checked) }),
  };
}
