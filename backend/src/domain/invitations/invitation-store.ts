import type { Invitation, Uuid } from '@parley/protocol';

export interface StoredInvitation extends Invitation {
  /** Who made it; missing for those of whoever runs the server, such as the first start prints. */
  readonly createdBy?: Uuid | undefined;
  /** SHA-256 of the secret, base64: the secret itself is not kept. */
  readonly secretHash: string;
}

/** Links that make an account, once each. `UserStore.create` uses them up. */
export interface InvitationStore {
  create(invitation: StoredInvitation): Promise<void>;
  bySecret(secretHash: string): Promise<StoredInvitation | undefined>;
  /** Newest first. */
  createdBy(uid: Uuid): Promise<readonly StoredInvitation[]>;
  /** How many of a user's are neither used nor expired. */
  openOf(uid: Uuid, now: number): Promise<number>;
  /** Withdraws an unused one; false where there is none of this user's. */
  revoke(uid: Uuid, id: Uuid): Promise<boolean>;
  /** Withdraws all unused ones of a user. */
  revokeOpen(uid: Uuid): Promise<void>;
  /** Withdraws all unused ones that make an administrator and that no user made. */
  revokeOperators(): Promise<void>;
}
