import type { Role } from '../log/body.ts';
import type { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import type { Content } from './content.ts';

/** Stands among the mentions of a message for all who are in its group: written as `@all`. */
export const EVERYONE: Uuid = '00000000-0000-8000-8000-0000000000a1';

/**
 * Says among the mentions of a message that those who were online are named beside it: written as `@here`. It tells nobody by itself.
 */
export const ONLINE: Uuid = '00000000-0000-8000-8000-0000000000a2';

/** How they are written, without the `@`. Nobody can have these usernames. */
export const CALLS: ReadonlyMap<Uuid, string> = new Map([
  [EVERYONE, 'all'],
  [ONLINE, 'here'],
]);

/** Whether somebody may call everyone in a group: in a large one only its owners and admins. */
export function mayCallAll(role: Role | null, memberCount: number): boolean {
  return role !== null && (role !== 'member' || memberCount <= LIMITS.callAllMembers);
}

/** Whether a content calls everyone, or everyone who is online. */
export function callsAll(content: Content | undefined): boolean {
  return content?.type === 'text' && content.mentions?.some((uid) => CALLS.has(uid)) === true;
}

/** Whether a content by somebody else tells a user. */
export function isTold(content: Content | undefined, uid: Uuid): boolean {
  return (
    content?.type === 'text' && content.mentions?.some((one) => one === uid || one === EVERYONE) === true
  );
}
