import {
  carriesPayload,
  currentMembers,
  decodeContent,
  inRanges,
  LIMITS,
  needsNewerVersion,
  outranks,
  readableRanges,
  roleOf,
  type Body,
  type ConversationState,
  type ErrorCode,
  type Role,
  type Uuid,
} from '@parley/protocol';
import type { Command, Target } from './command.ts';

type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

/**
 * Whether a command is allowed on a state: undefined, or the code of the refusal. Pure.
 * Rules that depend on more than the log (who may announce, who blocked whom) belong to the use cases.
 * @param target the entry that the command refers to, if any
 */
export function decide(
  state: ConversationState | undefined,
  command: Command,
  target: Target | undefined,
): ErrorCode | undefined {
  const { body, sender } = command;
  if (carriesPayload(body.kind) !== (command.payload !== undefined)) return 'E_BAD_REQUEST';
  if (state === undefined) return body.kind === 'created' ? decideCreated(body, sender) : 'E_NOT_FOUND';
  if (body.kind === 'created') return 'E_CONVERSATION_EXISTS';
  const role = roleOf(state, sender);
  // For a user who never was a member, the conversation does not exist.
  if (role === null) return state.members[sender] === undefined ? 'E_NOT_FOUND' : 'E_NOT_A_MEMBER';
  if (needsNewerVersion(state)) return 'E_NEEDS_NEWER_VERSION';
  if (state.ended) return 'E_CONVERSATION_ENDED';
  return decideMember(state, command, role, target);
}

function decideMember(
  state: ConversationState,
  { body, sender }: Command,
  role: Role,
  target: Target | undefined,
): ErrorCode | undefined {
  switch (body.kind) {
    case 'created':
    case 'message':
      return undefined;
    case 'edit':
      return ownMessage(state, sender, target) ?? (isForwarded(target) ? 'E_TARGET' : undefined);
    case 'deletion':
      return isOutranked(state, role, target)
        ? message(state, sender, target)
        : ownMessage(state, sender, target);
    case 'reaction':
    case 'unpinned':
      return message(state, sender, target);
    case 'pinned':
      return message(state, sender, target) ?? decidePinned(state, body);
    case 'added':
    case 'removed':
    case 'left':
    case 'roleChanged':
    case 'renamed':
    case 'ended':
      return state.type === 'group' ? decideGroup(state, body, sender, role) : 'E_FORBIDDEN';
  }
}

type GroupBody = BodyOf<'added' | 'removed' | 'left' | 'roleChanged' | 'renamed' | 'ended'>;

function decideGroup(
  state: ConversationState,
  body: GroupBody,
  sender: Uuid,
  role: Role,
): ErrorCode | undefined {
  switch (body.kind) {
    case 'added':
      return role === 'member' ? 'E_FORBIDDEN' : decideAdded(state, body);
    case 'removed':
      return decideRemoved(state, body, sender, role);
    case 'left':
      return lastOwner(state, sender) && currentMembers(state).length > 1 ? 'E_LAST_OWNER' : undefined;
    case 'roleChanged':
      return decideRole(state, body, role);
    case 'renamed':
      return role === 'member' ? 'E_FORBIDDEN' : undefined;
    case 'ended':
      return role === 'owner' ? undefined : 'E_FORBIDDEN';
  }
}

function decideCreated(body: BodyOf<'created'>, sender: Uuid): ErrorCode | undefined {
  const { members, type } = body;
  if (new Set(members.map(({ uid }) => uid)).size !== members.length) return 'E_BAD_REQUEST';
  if (type === 'announcement') return members.length === 0 ? undefined : 'E_BAD_REQUEST';
  const own = members.find(({ uid }) => uid === sender);
  if (own?.role !== (type === 'group' ? 'owner' : 'member')) return 'E_BAD_REQUEST';
  return type === 'direct' && members.length > 2 ? 'E_BAD_REQUEST' : undefined;
}

function decideAdded(state: ConversationState, body: BodyOf<'added'>): ErrorCode | undefined {
  if (new Set(body.members).size !== body.members.length) return 'E_BAD_REQUEST';
  if (body.members.some((uid) => roleOf(state, uid) !== null)) return 'E_ALREADY_MEMBER';
  const size = currentMembers(state).length + body.members.length;
  return size > LIMITS.groupMembers ? 'E_TOO_MANY_MEMBERS' : undefined;
}

function decideRemoved(
  state: ConversationState,
  body: BodyOf<'removed'>,
  sender: Uuid,
  role: Role,
): ErrorCode | undefined {
  const theirs = roleOf(state, body.member);
  if (theirs === null) return 'E_NOT_A_MEMBER';
  if (body.member === sender) return 'E_BAD_REQUEST';
  return outranks(role, theirs) ? undefined : 'E_FORBIDDEN';
}

function decideRole(
  state: ConversationState,
  body: BodyOf<'roleChanged'>,
  role: Role,
): ErrorCode | undefined {
  if (role !== 'owner') return 'E_FORBIDDEN';
  if (roleOf(state, body.member) === null) return 'E_NOT_A_MEMBER';
  return body.role !== 'owner' && lastOwner(state, body.member) ? 'E_LAST_OWNER' : undefined;
}

function lastOwner(state: ConversationState, uid: Uuid): boolean {
  const owners = currentMembers(state).filter((member) => roleOf(state, member) === 'owner');
  return owners.length === 1 && owners[0] === uid;
}

function message(state: ConversationState, sender: Uuid, target: Target | undefined): ErrorCode | undefined {
  if (target?.body.kind !== 'message' || !inRanges(readableRanges(state, sender), target.seq))
    return 'E_TARGET';
  return target.payload?.kind === 'erased' ? 'E_TARGET' : undefined;
}

function ownMessage(
  state: ConversationState,
  sender: Uuid,
  target: Target | undefined,
): ErrorCode | undefined {
  return message(state, sender, target) ?? (target?.sender === sender ? undefined : 'E_TARGET');
}

/** Forwarded text is the words of another. In a sealed payload only its readers see that; they ignore such an edit. */
function isForwarded(target: Target | undefined): boolean {
  const payload = target?.payload;
  if (payload === undefined || payload.kind === 'erased') return false;
  const content = decodeContent(payload);
  return content?.type === 'text' && content.forwardedFrom !== undefined;
}

function isOutranked(state: ConversationState, role: Role, target: Target | undefined): boolean {
  return target !== undefined && outranks(role, roleOf(state, target.sender));
}

function decidePinned(state: ConversationState, body: BodyOf<'pinned'>): ErrorCode | undefined {
  if (state.pinned.includes(body.target)) return 'E_TARGET';
  return state.pinned.length >= LIMITS.pins ? 'E_TOO_MANY_PINS' : undefined;
}
