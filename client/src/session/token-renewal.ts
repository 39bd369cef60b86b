import type { Session } from '@parley/protocol';
import type { Cancel, Clock } from '../ports/clock.ts';

/** The longest time between two looks at the clock, and before another try without an answer, in ms. */
const LOOK_MS = 60_000;

/**
 * Renews the token at half of its life, and keeps trying without an answer. Timers stop while a device sleeps, but the
 * token keeps aging: instead of one long timer, it looks at the clock repeatedly.
 */
export class TokenRenewal {
  readonly #clock: Clock;
  readonly #renew: () => Promise<void>;
  /** Between two looks, in ms: a token of a minute is looked at more often. */
  #pace = LOOK_MS;
  /** How long until it is due, as of the last look, in ms. */
  #left = 0;
  #lookedAt = 0;
  #cancel: Cancel = () => undefined;
  #stopped = false;

  constructor(clock: Clock, renew: () => Promise<void>) {
    this.#clock = clock;
    this.#renew = renew;
  }

  schedule({ tokenIssuedAt, tokenExpiresAt }: Session): void {
    this.#stopped = false;
    const life = tokenExpiresAt - tokenIssuedAt;
    this.#lookedAt = this.#clock.now();
    // The local clock may be wrong: a token is never taken for older than it can be.
    const age = Math.min(Math.max(0, this.#lookedAt - tokenIssuedAt), life);
    this.#left = life / 2 - age;
    this.#pace = Math.min(LOOK_MS, life / 4);
    this.#lookLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel();
    this.#cancel = this.#clock.setTimeout(() => void this.#look(), this.#pace);
  }

  async #look(): Promise<void> {
    const now = this.#clock.now();
    // A clock that was set back does not make the token younger.
    this.#left -= Math.max(this.#pace, now - this.#lookedAt);
    this.#lookedAt = now;
    if (this.#left > 0) {
      this.#lookLater();
      return;
    }
    try {
      await this.#renew();
    } catch {
      // If the session were over, this would be stopped by now; any other failure may pass.
      if (!this.#stopped) this.#lookLater();
    }
  }
}
