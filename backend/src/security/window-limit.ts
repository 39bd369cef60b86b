import { ParleyError } from '@parley/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../domain/limits/rate-limit.ts';

/**
 * So many in so many seconds for each key, counted in memory.
 * @param points 0 turns the limit off
 */
export function windowLimit(name: string, points: number, seconds: number): RateLimit {
  if (points === 0) return { take: () => Promise.resolve() };
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return {
    take: async (key, taken = 1) => {
      try {
        await limiter.consume(key, taken);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        // What is refused does not count: fewer may still fit.
        await limiter.reward(key, taken);
        throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: refused.msBeforeNext });
      }
    },
  };
}
