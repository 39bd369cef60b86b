import type { ConversationState, Member } from './conversation.ts';
import type { Entry } from './entry.ts';
import type { Uuid } from '../ids.ts';
import { epochsAfter } from './epochs.ts';
import { withKind } from './later-kinds.ts';
import { isRoom } from './membership.ts';

/**
 * The state after one more entry. Pure, shared by server and clients, and the only way to compute a state.
 * An entry of a kind that this version does not know moves the head and changes nothing else; the state names the kind.
 * A word that this version does not know is taken as it came; the state names it, too.
 * Parts that an entry does not change keep their identity, so that comparing references shows what changed.
 * @param state undefined before the first entry, which must be `created`
 * @throws Error if the entry does not follow the state: the caller passed entries out of order
 */
export function fold(state: ConversationState | undefined, entry: Entry): ConversationState {
  if (entry.seq !== (state?.head ?? 0) + 1)
    throw new Error(`entry ${entry.seq} does not follow ${state?.head ?? 0}`);
  if (state === undefined) return create(entry);
  const moved = { ...state, head: entry.seq, count: entry.count, chain: entry.chain };
  const next = {
    ...moved,
    ...withKind(state, entry),
    ...epochsAfter(state, entry),
    ...changes(state, entry, entry.body),
  };
  return entry.body.kind === 'unlocked' ? withoutLock(next) : next;
}

function withoutLock({ lock: _, ...state }: ConversationState): ConversationState {
  return state;
}

function create(entry: Entry): ConversationState {
  const { body } = entry;
  if (body.kind !== 'created') throw new Error(`a log starts with created, not ${body.kind}`);
  const { type, name, visibility, protection, history } = body;
  return {
    conversation: entry.conversation,
    type,
    ...(name !== undefined && { name }),
    ...(visibility === 'locked' ? { visibility: 'public', lock: entry.id } : { visibility }),
    protection,
    history,
    head: entry.seq,
    count: entry.count,
    chain: entry.chain,
    ended: false,
    members: Object.fromEntries(
      body.members.map(({ uid, role }) => [
        uid,
        { role, intervals: [{ from: entry.seq }], invitedBy: entry.sender },
      ]),
    ),
    ...(isRoom(body) && { memberCount: body.members.length }),
    pinned: [],
    roster: entry.seq,
    ...withKind({}, entry),
  };
}

function changes(state: ConversationState, entry: Entry, body: Entry['body']): Partial<ConversationState> {
  switch (body.kind) {
    case 'added':
      return {
        members: {
          ...state.members,
          ...Object.fromEntries(body.members.map((uid) => [uid, joined(state.members[uid], entry)])),
        },
      };
    case 'joined':
      return state.memberCount === undefined ? {} : { memberCount: state.memberCount + 1 };
    case 'removed':
      return departure(state, body.member, entry.seq);
    case 'left':
      return departure(state, entry.sender, entry.seq);
    case 'roleChanged':
      if (state.memberCount !== undefined && body.role === 'member') return without(state, body.member);
      return withRole(state, body.member, body.role);
    case 'renamed':
      return { name: body.name };
    case 'described':
      return { look: body.look };
    case 'rulesChanged':
      return { rules: body.rules };
    case 'locked':
      return { lock: entry.id };
    case 'banned':
      return body.wasIn === true ? departure(state, body.member, entry.seq) : {};
    case 'appointed':
      return withRole(state, body.member, 'owner');
    case 'pinned':
      return { pinned: [...state.pinned, body.target] };
    case 'unpinned':
    case 'deletion':
      return state.pinned.includes(body.target)
        ? { pinned: state.pinned.filter((seq) => seq !== body.target) }
        : {};
    case 'ended':
      return { ended: true };
    case 'keys':
      return { protection: 'sealed' };
    case 'rekeyed':
      return {
        members: {
          ...state.members,
          [entry.sender]: {
            role: null,
            intervals: [],
            ...state.members[entry.sender],
            keyVersion: body.version,
          },
        },
      };
    default:
      return {};
  }
}

function withRole(
  { members }: ConversationState,
  uid: Uuid,
  role: Member['role'],
): Pick<ConversationState, 'members'> {
  return { members: { ...members, [uid]: { intervals: [], ...members[uid], role } } };
}

/** In a room somebody leaves its count; only owners and admins stand in its state. */
function departure(state: ConversationState, uid: Uuid, seq: number): Partial<ConversationState> {
  const { members, memberCount } = state;
  if (memberCount === undefined) return { members: { ...members, [uid]: departed(members[uid], seq) } };
  return { memberCount: memberCount - 1, ...without(state, uid) };
}

function without({ members }: ConversationState, uid: Uuid): Partial<ConversationState> {
  if (members[uid] === undefined) return {};
  const { [uid]: _, ...others } = members;
  return { members: others };
}

function joined(member: Member | undefined, { seq, sender }: Entry): Member {
  const intervals = [...(member?.intervals ?? []), { from: seq }];
  return { role: 'member', intervals, invitedBy: sender, ...versionOf(member) };
}

function departed(member: Member | undefined, seq: number): Member {
  const intervals = member?.intervals ?? [];
  return {
    role: null,
    intervals: intervals.map((range, i) => (i === intervals.length - 1 ? { ...range, to: seq } : range)),
    ...versionOf(member),
  };
}

function versionOf(member: Member | undefined): Pick<Member, 'keyVersion'> {
  return member?.keyVersion === undefined ? {} : { keyVersion: member.keyVersion };
}
