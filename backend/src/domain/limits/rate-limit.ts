/** So many in so much time, for each key. */
export interface RateLimit {
  /** @throws ParleyError `E_RATE_LIMITED` with `retryAfterMs` */
  take(key: string): Promise<void>;
}
