/** A challenge that somebody has logged in with. */
export interface UsedChallenge {
  /** 32 bytes in base64 */
  readonly challenge: string;
  /** In lower case. */
  readonly username: string;
  /** ms */
  readonly expiresAt: number;
}

/** Remembers used challenges until they expire, for all nodes. Only a proven password adds to it. */
export interface ChallengeStore {
  /** Marks it as used, and drops expired ones. @returns false if it was used before */
  use(challenge: UsedChallenge, now: number): Promise<boolean>;
}
