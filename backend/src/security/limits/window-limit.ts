import { ParleyError } from '@parley/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';

/**
 * A number of actions per window of seconds, for each key, counted in memory.
 * @param points 0 turns the limit off
 */
export function windowLimit(name: string, points: number, seconds: number): RateLimit {
  if (points === 0) return { take: () => Promise.resolve(), giveBack: () => Promise.resolve() };
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  const giveBack = async (key: string, taken = 1) => {
    await limiter.reward(key, Math.min(taken, points));
  };
  const take = async (key: string, taken = 1) => {
    try {
      await limiter.consume(key, Math.min(taken, points));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      // A refused request does not count: a smaller one may still fit.
      await giveBack(key, taken);
      throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: refused.msBeforeNext });
    }
  };
  return { take, giveBack };
}
