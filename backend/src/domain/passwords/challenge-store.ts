/** A challenge that somebody has proved a password with. */
export interface UsedChallenge {
  /** 32 bytes in base64 */
  readonly challenge: string;
  /** What it was for: a username in lower case, or a room and who joined it. */
  readonly subject: string;
  /** ms */
  readonly expiresAt: number;
}

/** Remembers used challenges until they expire, for all nodes. Only a proven password adds to it. */
export interface ChallengeStore {
  /** Marks it as used, and drops expired ones. @returns false if it was used before */
  use(challenge: UsedChallenge, now: number): Promise<boolean>;
}
