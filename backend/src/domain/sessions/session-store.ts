import type { Device, Uuid } from '@parley/protocol';

export interface StoredSession {
  readonly sid: Uuid;
  readonly uid: Uuid;
  readonly device: Device;
  /** ms, like the other times */
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** Slides with every renewal. */
  readonly expiresAt: number;
}

/** Sessions that are live. An ended or expired one is not found. */
export interface SessionStore {
  create(session: StoredSession): Promise<void>;
  find(sid: Uuid, now: number): Promise<StoredSession | undefined>;
  /** Newest first. */
  ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]>;
  /** Whether it was live. */
  renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean>;
  /** Ends one of a user's sessions; false where there was none. */
  end(uid: Uuid, sid: Uuid): Promise<boolean>;
  /** Ends all of a user's sessions but one, and says which. */
  endOthers(uid: Uuid, except: Uuid | undefined): Promise<readonly Uuid[]>;
  /** Sessions of these that are live no more, for sockets on other nodes. */
  ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]>;
}
