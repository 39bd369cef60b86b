/** Bounds the guessing of passwords: after some failures a key has to wait, longer each time. */
export interface Attempts {
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` where one of the keys has to wait */
  check(keys: readonly string[]): Promise<void>;
  /** Whether one of the keys has to wait from now on. */
  failed(keys: readonly string[]): Promise<boolean>;
  succeeded(keys: readonly string[]): Promise<void>;
}
