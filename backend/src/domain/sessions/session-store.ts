import type { Device, Scopes, Uuid } from '@parley/protocol';

/** What the session of a machine has beside that of a person. */
export interface Grant {
  /** A token that an administrator made, a login with the account key, or one with a password. */
  readonly kind: 'token' | 'login' | 'password';
  readonly scopes: Scopes;
  /** Who made the token; missing for the operator's, and for one of a version that did not say. */
  readonly by?: Uuid | undefined;
}

export interface StoredSession {
  readonly sid: Uuid;
  readonly uid: Uuid;
  readonly device: Device;
  /** ms, like the other times */
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** Moves forward with every renewal. */
  readonly expiresAt: number;
  readonly grant?: Grant;
  /** Not live for now; missing otherwise. */
  readonly suspended?: true;
}

/** Which of a user's sessions end. */
export type SessionEnd =
  | { readonly kind: 'none' }
  | { readonly kind: 'others'; readonly except: Uuid | undefined }
  | { readonly kind: 'ofDevice'; readonly device: Uuid };

/** Live sessions. An ended, expired or suspended one is not found. */
export interface SessionStore {
  /**
   * Stores a session, and removes all expired ones. If its user then has more than `LIMITS.sessions`, those that have not
   * been renewed for longest end, never the new one.
   * @returns the ended ones
   */
  create(session: StoredSession): Promise<readonly Uuid[]>;
  find(sid: Uuid, now: number): Promise<StoredSession | undefined>;
  /** Newest first. */
  ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]>;
  /** Those that are suspended, too; newest first. */
  allOf(uid: Uuid, now: number): Promise<readonly StoredSession[]>;
  /** Suspends all sessions of a user, or lets them live on. @returns those that changed */
  setSuspended(uid: Uuid, suspended: boolean): Promise<readonly Uuid[]>;
  /** Whether it was live. */
  renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean>;
  /** Ends one of a user's sessions; false if there was none. */
  end(uid: Uuid, sid: Uuid): Promise<boolean>;
  /** @returns the ended ones */
  endSome(uid: Uuid, which: SessionEnd): Promise<readonly Uuid[]>;
  /** Ends the tokens of machines that a user made. @returns the ended ones */
  endGrantedBy(uid: Uuid): Promise<readonly Uuid[]>;
  /** Which of these sessions are over, for sockets on other nodes. */
  ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]>;
}
