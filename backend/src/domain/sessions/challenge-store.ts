/** A pending login. Any node may take it, once. */
export interface StoredChallenge {
  /** 32 bytes in base64 */
  readonly challenge: string;
  /** In lower case, as requested, whether or not the user exists. */
  readonly username: string;
  /** ms */
  readonly expiresAt: number;
}

export interface ChallengeStore {
  /** Keeps at most `limit` challenges: expired ones go first, then the oldest. */
  put(challenge: StoredChallenge, now: number, limit: number): Promise<void>;
  /** Returns and removes it: a second call gets nothing. Expired ones are not found. */
  take(challenge: string, now: number): Promise<StoredChallenge | undefined>;
}
