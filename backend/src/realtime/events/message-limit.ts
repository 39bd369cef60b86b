import type { Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import { TokenBucket, type Rate } from '../../security/limits/token-bucket.ts';

/** How many messages a user may send, over all their connections to this node. */
export class MessageLimit {
  readonly #buckets = new Map<Uuid, TokenBucket>();
  readonly #rate: () => Rate;
  readonly #clock: Clock;

  #counted: Rate | undefined;

  /** @param rate as it is now; `perSecond: 0` turns the limit off */
  constructor(rate: () => Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Milliseconds to wait, 0 if the message may be sent now. */
  take(uid: Uuid): number {
    const rate = this.#currentRate();
    if (rate.perSecond === 0) return 0;
    const now = this.#clock();
    const bucket = this.#buckets.get(uid) ?? new TokenBucket(rate, now);
    this.#buckets.set(uid, bucket);
    return bucket.take(now);
  }

  /** With another rate, everyone begins anew. */
  #currentRate(): Rate {
    const rate = this.#rate();
    const { perSecond, burst } = this.#counted ?? {};
    if (rate.perSecond !== perSecond || rate.burst !== burst) this.#buckets.clear();
    this.#counted = rate;
    return rate;
  }

  /** Forgets users who have not sent for a while. */
  tick(): void {
    const now = this.#clock();
    for (const [uid, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(uid);
  }
}
