import type { RateLimit } from './rate-limit.ts';

/** A limit per user, and a wider one per address, which many people may share. */
export interface CallerLimit {
  readonly user: RateLimit;
  readonly address: RateLimit;
}
