import type { Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import { TokenBucket, type Rate } from '../../security/limits/token-bucket.ts';

/** How many messages a user may send, over all their connections to this node. */
export class MessageLimit {
  readonly #buckets = new Map<Uuid, TokenBucket>();
  readonly #rate: Rate;
  readonly #clock: Clock;

  /** @param rate `perSecond: 0` turns the limit off */
  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Milliseconds to wait, 0 if the message may be sent now. */
  take(uid: Uuid): number {
    if (this.#rate.perSecond === 0) return 0;
    const now = this.#clock();
    const bucket = this.#buckets.get(uid) ?? new TokenBucket(this.#rate, now);
    this.#buckets.set(uid, bucket);
    return bucket.take(now);
  }

  /** Forgets users who have not sent for a while. */
  tick(): void {
    const now = this.#clock();
    for (const [uid, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(uid);
  }
}
