/** A number of actions per time, for each key. */
export interface RateLimit {
  /**
   * @param taken number of actions, 1 if left out. More than the whole limit counts as the whole limit: nothing is impossible
   * for ever, but it waits until nothing else counts.
   * @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs`
   */
  take(key: string, taken?: number): Promise<void>;
  /** Undoes `take`: what it counted did not happen. */
  giveBack(key: string, taken?: number): Promise<void>;
}
