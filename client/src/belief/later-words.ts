import { isKnownBody, refusalByRole, refusalOfCreation, type Entry, type Uuid } from '@parley/protocol';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { CheckedEntry } from './check-entry.ts';

type Rights = Pick<BelievedRoster, 'state' | 'refused' | 'unknownRights'>;
type State = NonNullable<BelievedRoster['state']>;

/** What somebody may be whose role is a word of a later version: whatever allows the most, nobody special, or no member. */
const POSSIBLE = ['owner', 'member', null] as const;

/** Whether its sender may write an entry, as far as its words are known. A role of a later version is given by whoever may give roles. */
export function isAllowed({ state }: Rights, { seq, sender, body }: Entry): boolean {
  if (state !== undefined) return isAllowedIn(state, sender, body);
  if (seq !== 1 || body.kind !== 'created') return false;
  return !isKnownBody(body) || refusalOfCreation(sender, body) === undefined;
}

/** Whether an entry that is not allowed may be so for somebody whose rights rest on a word of a later version. */
export function isExcused({ state, refused, unknownRights }: Rights, { sender, body }: Entry): boolean {
  if (state === undefined)
    return refused.some(({ kind, refusal }) => kind === 'created' && refusal === 'laterWord');
  if (unknownRights.length === 0) return false;
  const wouldBe = (own: Role, others: Role) => {
    const supposed = supposing(state, unknownRights, (uid) => (uid === sender ? own : others));
    return isAllowedIn(supposed, sender, body);
  };
  return POSSIBLE.some((own) => POSSIBLE.some((others) => wouldBe(own, others)));
}

type Role = (typeof POSSIBLE)[number];

/**
 * Whose rights nobody knows after an entry that was refused for the words of a later version, of itself or of one before it. Without a
 * signature, nobody but the server may have said them.
 */
export function afterLaterWord(before: readonly Uuid[], { entry, check }: CheckedEntry): readonly Uuid[] {
  return check.kind === 'signed' ? [...new Set([...before, ...concernedBy(entry)])] : before;
}

/** The same after a believed entry: whoever it concerns is what it says. */
export function afterKnownWord(before: readonly Uuid[], entry: Entry): readonly Uuid[] {
  const concerned = concernedBy(entry);
  return before.filter((uid) => !concerned.includes(uid));
}

function isAllowedIn(state: State, sender: Uuid, body: Entry['body']): boolean {
  const known =
    body.kind === 'roleChanged' && !isKnownBody(body) ? { ...body, role: 'owner' as const } : body;
  return isKnownBody(known) && refusalByRole(state, sender, known) === undefined;
}

function supposing(state: State, whose: readonly Uuid[], role: (uid: Uuid) => Role): State {
  const member = (uid: Uuid): [Uuid, State['members'][Uuid]] => [
    uid,
    { intervals: [], ...state.members[uid], role: role(uid) },
  ];
  const members = whose.map(member);
  return { ...state, members: { ...state.members, ...Object.fromEntries(members) } };
}

/** Whose membership or role an entry changes. */
function concernedBy({ sender, body }: Entry): readonly Uuid[] {
  switch (body.kind) {
    case 'added':
      return body.members;
    case 'removed':
    case 'roleChanged':
      return [body.member];
    case 'left':
      return [sender];
    default:
      return [];
  }
}
