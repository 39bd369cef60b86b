import type { Uuid } from '@parley/protocol';

/** A link that sets a new password, once. */
export interface StoredReset {
  readonly uid: Uuid;
  /** SHA-256 of the secret, base64 */
  readonly secretHash: string;
  /** ms */
  readonly expiresAt: number;
}

export interface ResetStore {
  /** Replaces an earlier link of the same user. */
  put(reset: StoredReset): Promise<void>;
  /** Whether user and secret match and the link has not expired. */
  holds(uid: Uuid, secretHash: string, now: number): Promise<boolean>;
  /** Withdraws the link of a user, if there is one. */
  withdraw(uid: Uuid): Promise<void>;
  /** Uses it up if user and secret match and it has not expired. */
  take(uid: Uuid, secretHash: string, now: number): Promise<boolean>;
}
