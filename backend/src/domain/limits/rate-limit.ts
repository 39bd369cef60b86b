/** So many in so much time, for each key. */
export interface RateLimit {
  /**
   * @param taken how many, 1 where it is left out
   * @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs`
   */
  take(key: string, taken?: number): Promise<void>;
}
