import type { Session } from '@parley/protocol';
import type { Cancel, Clock } from '../clock/clock.ts';

/** The longest between two looks at the clock, and before another try where nobody answered, in ms. */
const LOOK_MS = 60_000;

/**
 * Renews the token at half of its life, and goes on trying while nobody answers. Timers stand still while a device
 * sleeps, and the token grows older all the same: it looks at the clock again and again instead of waiting once.
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
    // A clock that was put back makes nothing younger.
    this.#left -= Math.max(this.#pace, now - this.#lookedAt);
    this.#lookedAt = now;
    if (this.#left > 0) {
      this.#lookLater();
      return;
    }
    try {
      await this.#renew();
    } catch {
      // A session that is over has stopped this by now; anything else may pass.
      if (!this.#stopped) this.#lookLater();
    }
  }
}
