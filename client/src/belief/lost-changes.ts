import {
  currentMembers,
  isKnownBody,
  refusalByRole,
  roleOf,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { LostChange } from '../model/group-change.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';
import { checkEntry } from './check-entry.ts';
import { judgeSigner } from './judge-signer.ts';

/** What a log has lost of a user's changes. */
interface LostChanges {
  /** What nobody has made since, and the user still has the right to make. */
  readonly lacking: readonly { readonly id: Uuid; readonly change: LostChange }[];
  /** The changes that were made since, or that a later one took back: they are over, whatever comes. */
  readonly over: readonly Uuid[];
}

/** @param lost what the server once showed as the user's, in its order. It counts only if a device of theirs has signed it. */
export async function lostChanges(
  me: Uuid,
  lost: readonly Entry[],
  roster: BelievedRoster,
  keyLogs: KeyLogs,
): Promise<LostChanges> {
  const { state, floors } = roster;
  if (state === undefined || state.ended) return { lacking: [], over: [] };
  const own = await ownChanges(me, lost, roster, keyLogs);
  const last = new Map(own.flatMap((entry) => subjectsOf(entry).map((subject) => [subject, entry])));
  const changes = own.map((entry) => {
    const isLast = (subject: string) => last.get(subject) === entry;
    return { id: entry.id, change: lacking(entry, isLast, state, floors) };
  });
  return {
    lacking: changes.flatMap(({ id, change }) =>
      change !== undefined && refusalByRole(state, me, change) === undefined ? [{ id, change }] : [],
    ),
    over: changes.flatMap(({ id, change }) => (change === undefined ? [id] : [])),
  };
}

/** Each once, however often a server shows it, and none that stands in the list. */
async function ownChanges(
  me: Uuid,
  lost: readonly Entry[],
  { conversation, points }: BelievedRoster,
  keyLogs: KeyLogs,
): Promise<readonly Entry[]> {
  const keys = keyLogs.get(me);
  const ids = new Set(points.flatMap(({ id, sender }) => (sender === me ? id : [])));
  const checked = await Promise.all(lost.map((entry) => checkEntry(entry, keyLogs)));
  return checked.flatMap(({ entry, check }) => {
    const { id, sender, body } = entry;
    if (sender !== me || entry.conversation !== conversation || check.kind !== 'signed' || ids.has(id))
      return [];
    // Whoever has a device that was revoked since can have signed it at any time.
    const vouched = Number.POSITIVE_INFINITY;
    if (judgeSigner(keys, check.signed, vouched, body.kind) !== undefined) return [];
    ids.add(id);
    return entry;
  });
}

/** What a change settles: a later one of the same takes its place. */
function subjectsOf({ body }: Entry): readonly string[] {
  if (!isKnownBody(body)) return [];
  const membership = (uid: Uuid) => [`member/${uid}`, `role/${uid}`];
  switch (body.kind) {
    case 'added':
      return body.members.flatMap(membership);
    case 'removed':
      return membership(body.member);
    case 'roleChanged':
      return [`role/${body.member}`];
    default:
      return [body.kind];
  }
}

/** What a conversation lacks of a change, as far as it was the last of its subjects; undefined if that is nothing. */
function lacking(
  { id, body }: Entry,
  isLast: (subject: string) => boolean,
  state: ConversationState,
  floors: BelievedRoster['floors'],
): LostChange | undefined {
  if (!isKnownBody(body)) return undefined;
  const inside = new Set(currentMembers(state));
  const departedAfter = (uid: Uuid) => floors[uid]?.departedAfter;
  switch (body.kind) {
    case 'added': {
      const isOut = (uid: Uuid) => !inside.has(uid) && departedAfter(uid)?.includes(id) !== true;
      const members = body.members.filter((uid) => isLast(`member/${uid}`) && isOut(uid));
      return members.length === 0 ? undefined : { kind: 'added', members };
    }
    case 'roleChanged': {
      const { member, role } = body;
      // Who is still inside though they departed did so in what the log has lost.
      const isGone = inside.has(member) && departedAfter(member) !== undefined;
      return !isLast(`role/${member}`) || isGone || roleOf(state, member) === role ? undefined : body;
    }
    case 'renamed':
      return !isLast(body.kind) || state.name === body.name ? undefined : body;
    case 'ended':
      return body;
    default:
      return undefined;
  }
}
