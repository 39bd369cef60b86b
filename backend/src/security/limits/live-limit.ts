import type { RateLimit } from '../../domain/limits/rate-limit.ts';

/**
 * A limit whose number may change while it counts. With another number it begins to count anew.
 * @param points the number as it is now
 */
export function liveLimit(points: () => number, limitOf: (points: number) => RateLimit): RateLimit {
  let counted = points();
  let limit = limitOf(counted);
  const current = () => {
    const now = points();
    if (now !== counted) [counted, limit] = [now, limitOf(now)];
    return limit;
  };
  return {
    take: (key, taken) => current().take(key, taken),
    giveBack: (key, taken) => current().giveBack(key, taken),
  };
}
