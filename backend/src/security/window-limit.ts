import { ParleyError } from '@parley/protocol';
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RateLimit } from '../domain/limits/rate-limit.ts';

/** Lets everything pass. */
export const NO_LIMIT: RateLimit = { take: () => Promise.resolve() };

/**
 * So many in so many seconds for each key, counted in memory.
 * @param points 0 turns the limit off
 */
export function windowLimit(name: string, points: number, seconds: number): RateLimit {
  return points === 0
    ? NO_LIMIT
    : limitBy(new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }));
}

/** A limit that the given limiter counts. */
export function limitBy(limiter: RateLimiterAbstract): RateLimit {
  return {
    take: async (key) => {
      try {
        await limiter.consume(key);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: refused.msBeforeNext });
      }
    },
  };
}
