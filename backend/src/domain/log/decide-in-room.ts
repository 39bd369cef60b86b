import {
  currentMembers,
  LIMITS,
  outranks,
  roleOf,
  type Body,
  type ConversationState,
  type ErrorCode,
  type Uuid,
} from '@parley/protocol';
import type { RoomMembership, RoomMemberships } from '../rooms/room-members.ts';
import type { Refusal } from './refusal.ts';

type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

const ORDERS = ['described', 'rulesChanged', 'banned', 'unbanned', 'muted', 'locked', 'unlocked'] as const;
type Order = BodyOf<(typeof ORDERS)[number]>;

/** Who writes, and the memberships that matter. */
interface Actor {
  readonly sender: Uuid;
  readonly memberships: RoomMemberships;
  /** ms */
  readonly now: number;
}

/** Whether a body is about the order of a room, or its look. */
export function isOrder(body: Body): body is Order {
  return (ORDERS as readonly string[]).includes(body.kind);
}

/** Whether a member's role allows what they order: it is the owners' and admins', over those whom they outrank. */
export function refusalOfOrder(state: ConversationState, sender: Uuid, body: Order): ErrorCode | undefined {
  const role = roleOf(state, sender);
  if (role === 'member') return 'E_FORBIDDEN';
  if (body.kind !== 'banned' && body.kind !== 'muted') return undefined;
  if (body.member === sender) return 'E_BAD_REQUEST';
  return outranks(role, roleOf(state, body.member)) ? undefined : 'E_FORBIDDEN';
}

/** What the order of a room says to what a role allows: its rules, and who is muted or banned. */
export function decideInRoom(state: ConversationState, body: Body, actor: Actor): Refusal | undefined {
  switch (body.kind) {
    case 'message':
      return muted(actor) ?? unlessOpen(state, actor) ?? tooSoon(state, actor);
    case 'edit':
    case 'pinned':
    case 'unpinned':
      return muted(actor) ?? unlessOpen(state, actor);
    case 'reaction':
      return muted(actor);
    case 'banned':
      return isBanned(actor, body.member) ? 'E_ALREADY_BANNED' : undefined;
    case 'unbanned':
      return isBanned(actor, body.member) ? undefined : 'E_NOT_BANNED';
    // Also whoever has left: they could come back at once.
    case 'muted':
      return state.members[body.member] === undefined ? 'E_NOT_A_MEMBER' : undefined;
    case 'unlocked':
      return state.lock === undefined ? 'E_NOT_LOCKED' : undefined;
    case 'roleChanged':
      return decideRole(state, body);
    // People come into a room by themselves.
    case 'added':
      return 'E_FORBIDDEN';
    default:
      return undefined;
  }
}

/** Whether somebody is banned. */
export function isBanned({ memberships }: Pick<Actor, 'memberships'>, uid: Uuid): boolean {
  return memberships.get(uid)?.banned === true;
}

/** The administrators of the server give a room an owner: one of its members. */
export function decideAppointed(
  state: ConversationState,
  { member }: BodyOf<'appointed'>,
): ErrorCode | undefined {
  return roleOf(state, member) === null ? 'E_NOT_A_MEMBER' : undefined;
}

function muted({ sender, memberships, now }: Actor): Refusal | undefined {
  const until = memberships.get(sender)?.mutedUntil ?? 0;
  return until > now ? { code: 'E_MUTED', until } : undefined;
}

function unlessOpen(state: ConversationState, { sender }: Actor): Refusal | undefined {
  const isPlain = roleOf(state, sender) === 'member';
  return isPlain && state.rules?.onlyAdmins === true ? 'E_ONLY_ADMINS_WRITE' : undefined;
}

/** Where a clock was set back, a message of "later" holds nobody up for longer than slow mode itself. */
function tooSoon(state: ConversationState, { sender, memberships, now }: Actor): Refusal | undefined {
  const wait = (state.rules?.slowMode ?? 0) * 1000;
  const last: RoomMembership['lastSent'] = memberships.get(sender)?.lastSent;
  if (last === undefined || roleOf(state, sender) !== 'member') return undefined;
  return Math.abs(now - last) < wait ? { code: 'E_SLOW_MODE', until: last + wait } : undefined;
}

/** The state of a room holds its owners and admins, so there may not be many. */
function decideRole(
  state: ConversationState,
  { member, role }: BodyOf<'roleChanged'>,
): ErrorCode | undefined {
  if (role === 'member' || roleOf(state, member) !== 'member') return undefined;
  const ranked = currentMembers(state).filter((uid) => roleOf(state, uid) !== 'member');
  return ranked.length >= LIMITS.roomAdmins ? 'E_TOO_MANY_ADMINS' : undefined;
}
