import type { Credential, Uuid } from '@parley/protocol';

/** By what proofs of a room's password are checked. It counts while the room's state names its id as the lock. */
export interface RoomLock {
  readonly conversation: Uuid;
  /** Of the command that sets the password. */
  readonly id: Uuid;
  readonly credential: Credential;
  /** When it was stored, in ms. */
  readonly time: number;
}

/**
 * Beside the logs: members, who read those, could try passwords on it. It is stored before its entry, so that no room is ever
 * locked without one; without an entry it opens nothing.
 */
export interface RoomLocks {
  /** Stores a lock unless one with its id is stored. @returns the one that is stored then */
  put(lock: RoomLock): Promise<RoomLock>;
  find(conversation: Uuid, id: Uuid): Promise<RoomLock | undefined>;
  /** Drops those of a room that were stored before a time, but for one. */
  keepOnly(conversation: Uuid, id: Uuid | undefined, before: number): Promise<void>;
}
