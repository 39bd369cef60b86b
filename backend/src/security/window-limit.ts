import { ParleyError } from '@parley/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../domain/limits/rate-limit.ts';

/**
 * A number of actions per window of seconds, for each key, counted in memory.
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
        // A refused request does not count: a smaller one may still fit.
        await limiter.reward(key, taken);
        throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: refused.msBeforeNext });
      }
    },
  };
}
