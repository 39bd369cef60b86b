import type { Uuid } from '@parley/protocol';

/** An account's master key, wrapped under a code that one browser shows and another one takes. */
export interface StoredPairing {
  readonly uid: Uuid;
  /** base64 */
  readonly wrap: string;
  /** ms */
  readonly expiresAt: number;
}

export interface PairingStore {
  /** Replaces an earlier one of the same user, and drops expired ones. */
  put(pairing: StoredPairing, now: number): Promise<void>;
  /** Hands it out once, unless it has expired. @returns its wrap */
  take(uid: Uuid, now: number): Promise<string | undefined>;
}
