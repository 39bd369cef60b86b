/** A rate limit: a number per second on average, and a number at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** The tokens left at a moment. Refilling needs no timer: it is computed when a token is taken. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #time: number;

  /** @param now ms */
  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#time = now;
  }

  /** Milliseconds to wait for a token; 0 if one was taken. */
  take(now: number): number {
    const { perSecond, burst } = this.#rate;
    const passed = Math.max(0, now - this.#time);
    this.#tokens = Math.min(burst, this.#tokens + (passed * perSecond) / 1_000);
    this.#time = now;
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) * 1_000) / perSecond);
    this.#tokens--;
    return 0;
  }

  isFull(now: number): boolean {
    const { perSecond, burst } = this.#rate;
    return this.#tokens + (Math.max(0, now - this.#time) * perSecond) / 1_000 >= burst;
  }
}
