import { ANNOUNCEMENTS, ParleyError, type Scopes, type Uuid } from '@parley/protocol';
import { isDerivedId } from '../groups/derived-id.ts';

/** What an event or a call needs of whoever holds the token of a machine. */
export type Needed =
  /** Nothing but the token. */
  | 'nothing'
  | 'read'
  | 'write'
  /** As much in every conversation: what it does is not bound to one. */
  | 'read everywhere'
  | 'write everywhere'
  /** Machines never do it. */
  | 'a person';

/** Everything. */
export const ALL_SCOPES: Scopes = { read: true, write: true, direct: true, rooms: 'all' };

/** Whether scopes reach a conversation at all. Direct conversations are told by their ids, which groups cannot have. */
function reaches({ direct, rooms }: Scopes, conversation: Uuid): boolean {
  if (conversation === ANNOUNCEMENTS) return true;
  if (isDerivedId(conversation)) return direct;
  return rooms === 'all' || rooms.includes(conversation);
}

/** Whether one may receive what is said in a conversation. People, who have no scopes, may. */
export function mayRead(scopes: Scopes | undefined, conversation: Uuid): boolean {
  return scopes === undefined || (scopes.read && reaches(scopes, conversation));
}

/** Whether a machine may be in a group, whatever it does there. */
export function mayEnter(scopes: Scopes, conversation: Uuid): boolean {
  return reaches(scopes, conversation);
}

/** Whether some of what the user of a session is told must be kept from it. */
export function isLimited(scopes: Scopes | undefined): boolean {
  return scopes !== undefined && !(scopes.read && reachesAll(scopes));
}

function reachesAll({ direct, rooms }: Scopes): boolean {
  return direct && rooms === 'all';
}

/** Whether the first allow nothing that the second do not. */
export function areWithin(narrow: Scopes, wide: Scopes): boolean {
  const { rooms } = narrow;
  const areRoomsWithin = wide.rooms === 'all' || (rooms !== 'all' && isSubset(rooms, wide.rooms));
  return (
    (wide.read || !narrow.read) &&
    (wide.write || !narrow.write) &&
    (wide.direct || !narrow.direct) &&
    areRoomsWithin
  );
}

function isSubset(part: readonly Uuid[], whole: readonly Uuid[]): boolean {
  return part.every((one) => whole.includes(one));
}

/**
 * Checks what a machine is about to do; people may do it as far as this goes.
 * @param conversations where it would do it
 * @throws ParleyError `E_SCOPE`
 */
export function checkScopes(
  scopes: Scopes | undefined,
  needed: Needed,
  conversations: readonly Uuid[],
): void {
  if (scopes === undefined) return;
  const isAllowed =
    allows(scopes, needed) && conversations.every((conversation) => reaches(scopes, conversation));
  if (!isAllowed) throw new ParleyError('E_SCOPE');
}

function allows(scopes: Scopes, needed: Needed): boolean {
  switch (needed) {
    case 'nothing':
      return true;
    case 'read':
      return scopes.read;
    case 'write':
      return scopes.write;
    case 'read everywhere':
      return scopes.read && reachesAll(scopes);
    case 'write everywhere':
      return scopes.write && reachesAll(scopes);
    case 'a person':
      return false;
  }
}
