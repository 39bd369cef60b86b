import type { Invitation, Uuid } from '@parley/protocol';

export interface StoredInvitation extends Invitation {
  /** The user who made it; missing if the operator did, such as at the first start. */
  readonly createdBy?: Uuid | undefined;
  /** SHA-256 of the secret, base64: the secret itself is not stored. */
  readonly secretHash: string;
}

/** Links that create one account each. `UserStore.create` uses them up. */
export interface InvitationStore {
  create(invitation: StoredInvitation): Promise<void>;
  bySecret(secretHash: string): Promise<StoredInvitation | undefined>;
  /** Newest first. */
  createdBy(uid: Uuid): Promise<readonly StoredInvitation[]>;
  /**
   * All of all makers, newest first.
   * @param after the last one that is known; all come behind one that does not exist
   */
  page(after: Uuid | undefined, limit: number): Promise<readonly StoredInvitation[]>;
  /** The number of a user's invitations that are neither used nor expired. */
  openOf(uid: Uuid, now: number): Promise<number>;
  /** Withdraws an unused one; false if this user has none with the id. */
  revoke(uid: Uuid, id: Uuid): Promise<boolean>;
  /** Withdraws an unused one of whomever. @returns it; undefined if there is none with the id */
  revokeAny(id: Uuid): Promise<StoredInvitation | undefined>;
  /** Withdraws all unused ones of a user. */
  revokeOpen(uid: Uuid): Promise<void>;
  /** Erases all that somebody made or used, with their labels, which may say who they were. */
  forget(uid: Uuid): Promise<void>;
  /** Withdraws all unused ones of the operator that make an administrator. */
  revokeOperators(): Promise<void>;
}
