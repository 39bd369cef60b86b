/** A login attempt: the username and the address. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
}

/** Limits password guessing, per account and per address: after some failures there is a wait, longer each time. */
export interface Attempts {
  /** Runs an attempt. Attempts on one account, or from one address, run one by one: each sees the result of the last. */
  inTurn<T>(attempt: Attempt, work: () => Promise<T>): Promise<T>;
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` during a wait */
  check(attempt: Attempt): Promise<void>;
  /** Whether a wait begins now. */
  failed(attempt: Attempt): Promise<boolean>;
  succeeded(attempt: Attempt): Promise<void>;
}
