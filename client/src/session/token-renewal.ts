import type { Session } from '@parley/protocol';
import type { Cancel, Clock } from '../clock/clock.ts';

/** How long to wait after a renewal that nobody answered, in ms. */
const RETRY_MS = 60_000;

/** Renews the token at half of its life, and goes on trying while nobody answers. */
export class TokenRenewal {
  readonly #clock: Clock;
  readonly #renew: () => Promise<void>;
  #cancel: Cancel = () => undefined;
  #stopped = false;

  constructor(clock: Clock, renew: () => Promise<void>) {
    this.#clock = clock;
    this.#renew = renew;
  }

  schedule({ tokenIssuedAt, tokenExpiresAt }: Session): void {
    this.#stopped = false;
    const life = tokenExpiresAt - tokenIssuedAt;
    // The local clock may be wrong: a token is never taken for older than it can be.
    const age = Math.min(Math.max(0, this.#clock.now() - tokenIssuedAt), life);
    this.#after(Math.max(RETRY_MS, life / 2 - age));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #after(ms: number): void {
    this.#cancel();
    this.#cancel = this.#clock.setTimeout(() => void this.#tick(), ms);
  }

  async #tick(): Promise<void> {
    try {
      await this.#renew();
    } catch {
      // A session that is over has stopped this by now; anything else may pass.
      if (!this.#stopped) this.#after(RETRY_MS);
    }
  }
}
