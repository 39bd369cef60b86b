/** A number of actions per time, for each key. */
export interface RateLimit {
  /**
   * @param taken number of actions, 1 if left out
   * @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs`
   */
  take(key: string, taken?: number): Promise<void>;
}
