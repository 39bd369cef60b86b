import {
  callsAll,
  carriesPayload,
  currentMembers,
  decodeContent,
  inRanges,
  isRoom,
  isSimple,
  KEY_LIMITS,
  knownType,
  LIMITS,
  mayCallAll,
  memberCountOf,
  needsNewerVersion,
  outranks,
  readableRanges,
  refusalByRole,
  refusalOfCreation,
  roleOf,
  type Body,
  type ConversationState,
  type ErrorCode,
  type Uuid,
} from '@parley/protocol';
import type { Command, Referred, Target } from './command.ts';
import { decideAppointed, decideInRoom, isBanned, isOrder, refusalOfOrder } from './decide-in-room.ts';
import { decideSealed, decideSealedCreated } from './decide-sealed.ts';
import { decideSimple } from './decide-simple.ts';
import type { Refusal } from './refusal.ts';
import { withMembers } from '../rooms/room-members.ts';

type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

/**
 * Whether a command is allowed on a state: undefined, or the code of the refusal. Pure, for groups and for rooms.
 * Rules that depend on more than the log (who may announce, who blocked whom, who has keys) belong to the use cases.
 * @param folded in a room without its plain members
 * @param referred what the log has at the places of `placesOf`, and the memberships of those whom `concernedIn` names
 * @param now ms, which ends mutes and slow mode
 */
export function decide(
  folded: ConversationState | undefined,
  referred: Referred,
  command: Command,
  now: number,
): Refusal | undefined {
  const { body, sender, payload } = command;
  if (carriesPayload(body.kind) && payload === undefined) return 'E_BAD_REQUEST';
  if (folded === undefined) return body.kind === 'created' ? decideCreated(command, body) : 'E_NOT_FOUND';
  if (body.kind === 'created') return 'E_CONVERSATION_EXISTS';
  const actor = { sender, memberships: referred.memberships ?? new Map(), now };
  const state = withMembers(folded, actor.memberships);
  const comesIn = isRoom(state) && isFromOutside(body);
  const refusal = refusalByRole(state, sender, body);
  if (roleOf(state, sender) === null && !comesIn) return isBanned(actor, sender) ? 'E_BANNED' : refusal;
  if (needsNewerVersion(state)) return 'E_NEEDS_NEWER_VERSION';
  if (state.ended) return 'E_CONVERSATION_ENDED';
  if (comesIn) return decideFromOutside(state, command, isBanned(actor, sender));
  const byRole = isRoom(state) && isOrder(body) ? refusalOfOrder(state, sender, body) : refusal;
  return (
    byRole ??
    (isRoom(state) ? decideInRoom(state, body, actor) : undefined) ??
    decideProtection(state, command, referred) ??
    decideMember(state, command, referred.target)
  );
}

/** What needs no membership in a room: everyone may join it, and administrators give it an owner. */
function isFromOutside({ kind }: Body): boolean {
  return kind === 'joined' || kind === 'appointed';
}

function decideFromOutside(
  state: ConversationState,
  command: Command,
  banned: boolean,
): ErrorCode | undefined {
  const { body, payload } = command;
  if (payload !== undefined) return 'E_BAD_REQUEST';
  if (body.kind === 'appointed') return decideAppointed(state, body);
  return banned ? 'E_BANNED' : decideJoined(state, command);
}

function decideCreated(command: Command, body: BodyOf<'created'>): ErrorCode | undefined {
  const refusal = refusalOfCreation(command.sender, body);
  if (refusal !== undefined) return refusal;
  const isSealed = body.protection === 'sealed';
  if (isSealed && (body.type === 'announcement' || body.visibility !== 'private')) return 'E_BAD_REQUEST';
  if (body.visibility === 'locked' && !isRoom(body)) return 'E_BAD_REQUEST';
  if (isRoom(body) && (body.history !== 'all' || body.members.length > 1)) return 'E_BAD_REQUEST';
  if (isSealed && body.type === 'group') return decideSealedCreated(command, body);
  return command.payload === undefined ? undefined : 'E_BAD_REQUEST';
}

/** Sealed conversations need an envelope on every entry; in open ones only some kinds have a payload. */
function decideProtection(
  state: ConversationState,
  command: Command,
  referred: Referred,
): ErrorCode | undefined {
  const { body, payload } = command;
  if (isSimple(payload)) return decideSimple(state, command);
  if (state.protection === 'sealed' || body.kind === 'keys') return decideSealed(state, command, referred);
  // The sender's device knows the conversation as sealed: the log may have lost its end.
  if (body.kind === 'rekeyed' || ('epoch' in body && body.epoch !== undefined)) return 'E_KEY_EPOCH';
  if (carriesPayload(body.kind) || payload === undefined) return undefined;
  return payload.kind === 'sealed' ? 'E_KEY_EPOCH' : 'E_BAD_REQUEST';
}

function decideMember(
  state: ConversationState,
  { body, sender, payload }: Command,
  target: Target | undefined,
): ErrorCode | undefined {
  switch (body.kind) {
    case 'message':
      return decideCall(state, sender, payload);
    case 'edit':
      return (
        ownMessage(state, sender, target) ??
        (isForwarded(target) ? 'E_TARGET' : undefined) ??
        decideCall(state, sender, payload)
      );
    case 'deletion':
      return isOutranked(state, sender, target)
        ? message(state, sender, target)
        : ownMessage(state, sender, target);
    case 'reaction':
    case 'unpinned':
      return message(state, sender, target);
    case 'pinned':
      return message(state, sender, target) ?? decidePinned(state, body);
    case 'added':
      return decideAdded(state, body);
    default:
      return undefined;
  }
}

/** Everyone may join a room once. */
function decideJoined(state: ConversationState, { sender, proven }: Command): ErrorCode | undefined {
  if (roleOf(state, sender) !== null) return 'E_ALREADY_MEMBER';
  if (memberCountOf(state) >= LIMITS.roomMembers) return 'E_ROOM_FULL';
  if (state.lock === undefined || state.lock === proven) return undefined;
  // A password that was changed since it was proved has to be proved anew.
  return proven === undefined ? 'E_ROOM_LOCKED' : 'E_CHALLENGE_EXPIRED';
}

function decideAdded(state: ConversationState, { members }: BodyOf<'added'>): ErrorCode | undefined {
  const size = currentMembers(state).length + members.length;
  const most = state.protection === 'sealed' ? KEY_LIMITS.sealedMembers : LIMITS.groupMembers;
  return size > most ? 'E_TOO_MANY_MEMBERS' : undefined;
}

/** In a sealed payload only its readers see whom it calls, so there the sender's client decides. */
function decideCall(
  state: ConversationState,
  sender: Uuid,
  payload: Command['payload'],
): ErrorCode | undefined {
  if (payload?.kind !== 'plain' || knownType(state.type) !== 'group') return undefined;
  const role = roleOf(state, sender);
  // Most messages need neither be counted for nor be read.
  if (role !== 'member' || mayCallAll(role, memberCountOf(state))) return undefined;
  return callsAll(decodeContent(payload)) ? 'E_CALLS_ALL' : undefined;
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
  if (payload === undefined || !('bytes' in payload)) return false;
  const content = decodeContent(payload);
  return content?.type === 'text' && content.forwardedFrom !== undefined;
}

function isOutranked(state: ConversationState, sender: Uuid, target: Target | undefined): boolean {
  return target !== undefined && outranks(roleOf(state, sender), roleOf(state, target.sender));
}

function decidePinned(state: ConversationState, body: BodyOf<'pinned'>): ErrorCode | undefined {
  if (state.pinned.includes(body.target)) return 'E_TARGET';
  return state.pinned.length >= LIMITS.pins ? 'E_TOO_MANY_PINS' : undefined;
}
