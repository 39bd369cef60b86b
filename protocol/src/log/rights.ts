import type { Body } from './body.ts';
import type { Uuid } from '../ids.ts';
import { currentMembers, outranks, roleOf, type Roster } from './membership.ts';
import type { ErrorCode } from '../errors/error-codes.ts';

type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;
type GroupBody = BodyOf<'added' | 'removed' | 'left' | 'roleChanged' | 'renamed' | 'ended' | 'ruled'>;

/**
 * Whether a user's role allows what they write: undefined, or the code of the refusal. Pure, for the server, which decides by the fold
 * of the log, and for clients, which decide by the members that they believe.
 * What depends on a target, on bounds or on the end of a conversation is not here.
 */
export function refusalByRole(roster: Roster, sender: Uuid, body: Body): ErrorCode | undefined {
  const role = roleOf(roster, sender);
  // For a user who never was a member, the conversation does not exist.
  if (role === null) return roster.members[sender] === undefined ? 'E_NOT_FOUND' : 'E_NOT_A_MEMBER';
  switch (body.kind) {
    case 'created':
      return 'E_CONVERSATION_EXISTS';
    case 'joined':
      return 'E_ALREADY_MEMBER';
    case 'message':
    case 'edit':
    case 'reaction':
    case 'deletion':
    case 'pinned':
    case 'unpinned':
      return undefined;
    case 'keys':
    case 'rekeyed':
      return roster.type === 'announcement' ? 'E_FORBIDDEN' : undefined;
    case 'added':
    case 'removed':
    case 'left':
    case 'roleChanged':
    case 'renamed':
    case 'ended':
    case 'ruled':
      return roster.type === 'group' ? inGroup(roster, sender, body) : 'E_FORBIDDEN';
    // Whose these are in a room, its server decides alone: clients believe no entry of a room.
    case 'described':
    case 'rulesChanged':
    case 'banned':
    case 'unbanned':
    case 'muted':
    case 'appointed':
    case 'locked':
    case 'unlocked':
      return 'E_FORBIDDEN';
  }
}

/** Whether a user may begin a conversation so. */
export function refusalOfCreation(sender: Uuid, { members, type }: BodyOf<'created'>): ErrorCode | undefined {
  if (new Set(members.map(({ uid }) => uid)).size !== members.length) return 'E_BAD_REQUEST';
  if (type === 'announcement') return members.length === 0 ? undefined : 'E_BAD_REQUEST';
  const own = members.find(({ uid }) => uid === sender);
  if (own?.role !== (type === 'group' ? 'owner' : 'member')) return 'E_BAD_REQUEST';
  return type === 'direct' && members.length > 2 ? 'E_BAD_REQUEST' : undefined;
}

function inGroup(roster: Roster, sender: Uuid, body: GroupBody): ErrorCode | undefined {
  const role = roleOf(roster, sender);
  switch (body.kind) {
    case 'added':
      return role === 'member' ? 'E_FORBIDDEN' : ofAddition(roster, body);
    case 'removed':
      return ofRemoval(roster, sender, body);
    case 'left':
      return isLastOwner(roster, sender) && isLeftToOthers(roster) ? 'E_LAST_OWNER' : undefined;
    case 'roleChanged':
      return role === 'owner' ? ofRole(roster, body) : 'E_FORBIDDEN';
    case 'renamed':
      return role === 'member' ? 'E_FORBIDDEN' : undefined;
    case 'ruled':
    case 'ended':
      return role === 'owner' ? undefined : 'E_FORBIDDEN';
  }
}

function ofAddition(roster: Roster, { members }: BodyOf<'added'>): ErrorCode | undefined {
  if (new Set(members).size !== members.length) return 'E_BAD_REQUEST';
  return members.some((uid) => roleOf(roster, uid) !== null) ? 'E_ALREADY_MEMBER' : undefined;
}

function ofRemoval(roster: Roster, sender: Uuid, { member }: BodyOf<'removed'>): ErrorCode | undefined {
  const theirs = roleOf(roster, member);
  if (theirs === null) return 'E_NOT_A_MEMBER';
  if (member === sender) return 'E_BAD_REQUEST';
  return outranks(roleOf(roster, sender), theirs) ? undefined : 'E_FORBIDDEN';
}

function ofRole(roster: Roster, { member, role }: BodyOf<'roleChanged'>): ErrorCode | undefined {
  if (roleOf(roster, member) === null) return 'E_NOT_A_MEMBER';
  return role !== 'owner' && isLastOwner(roster, member) ? 'E_LAST_OWNER' : undefined;
}

/** A room stays open to everyone, also where nobody is left in it. */
function isLeftToOthers(roster: Roster): boolean {
  return roster.memberCount !== undefined || currentMembers(roster).length > 1;
}

function isLastOwner(roster: Roster, uid: Uuid): boolean {
  const owners = currentMembers(roster).filter((member) => roleOf(roster, member) === 'owner');
  return owners.length === 1 && owners[0] === uid;
}
