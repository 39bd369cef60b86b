/** What an account's owner has on paper. Times are milliseconds since the Unix epoch. */
export type RecoveryState =
  | { readonly kind: 'none' }
  | { readonly kind: 'made' }
  /** They have shown that they wrote it down. */
  | { readonly kind: 'drilled'; readonly at: number };

export interface MadeRecoveryKey {
  /** 9 groups of 4 characters, joined by hyphens. Nothing keeps it: it is shown once. */
  readonly written: string;
  /** `onServer`: the key works, but this device has no room to keep the newest keys. `unknown`: the answer was lost. */
  readonly stored: 'yes' | 'onServer' | 'unknown';
}

/** Ways into the account that its owner prepares while it is open. Without an open account, all reject with `E_NO_KEYS`. */
export interface RecoveryKeys {
  state(): RecoveryState;
  /**
   * Makes a recovery key, which takes the place of an earlier one. Where it cannot be told whether the server has stored it, it is
   * returned all the same: the earlier one may have stopped working.
   * @throws CodedError where the server has not stored it, NoAnswerError where it was not sent
   */
  make(): Promise<MadeRecoveryKey>;
  /**
   * Asks for groups of the key that was just made, by their index from 0.
   * @returns whether all are right, which is remembered
   */
  drill(written: string, groups: ReadonlyMap<number, string>): Promise<boolean>;
  /** Makes a code by which another browser of the user opens the account, once. @returns it, written like a recovery key */
  offerCode(): Promise<{ readonly code: string; readonly expiresAt: number }>;
}
