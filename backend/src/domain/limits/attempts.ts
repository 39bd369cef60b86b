/** Who tries to log in, and where from. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
}

/** Bounds the guessing of passwords, per account and per address: after some failures one has to wait, longer each time. */
export interface Attempts {
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` for somebody who has to wait */
  check(attempt: Attempt): Promise<void>;
  /** Whether he has to wait from now on. */
  failed(attempt: Attempt): Promise<boolean>;
  succeeded(attempt: Attempt): Promise<void>;
}
