/**
 * The version of the protocol that this code speaks. It grows with each change that a client notices: a kind of entry, a
 * field, an event, a route. Version 1 is that of clients that do not name theirs.
 */
export const PROTOCOL_VERSION = 6;

/** The oldest version that servers still talk to. It grows only with a change that older clients would misunderstand. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** The first version whose clients read and write in sealed conversations: servers that seal talk to no older one. */
export const SEALING_PROTOCOL_VERSION = 3;

/** Request header, and field of the handshake's `auth`, in which a client names its version. */
export const VERSION_HEADER = 'parley-protocol';

/** The version in a header or a handshake. Without one that can be read, it is the first. */
export function versionIn(given: unknown): number {
  const version = Number(given);
  return Number.isSafeInteger(version) && version > 0 ? version : 1;
}
