/** Who tries to log in, and where from. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
}

/** Bounds the guessing of passwords, per account and per address: after some failures one has to wait, longer each time. */
export interface Attempts {
  /** Does what tries a password; tries of one account, or from one address, wait for each other: each sees what came of the last. */
  inTurn<T>(attempt: Attempt, work: () => Promise<T>): Promise<T>;
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` for somebody who has to wait */
  check(attempt: Attempt): Promise<void>;
  /** Whether he has to wait from now on. */
  failed(attempt: Attempt): Promise<boolean>;
  succeeded(attempt: Attempt): Promise<void>;
}
