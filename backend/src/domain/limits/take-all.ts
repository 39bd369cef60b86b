import type { RateLimit } from './rate-limit.ts';

/** A number of actions that count against one limit. */
export interface Share {
  readonly limit: RateLimit;
  readonly key: string;
  readonly points: number;
}

/**
 * Counts against all of the limits, or against none.
 * @throws ParleyError `E_RATE_LIMITED`
 */
export async function takeAll(shares: readonly Share[]): Promise<void> {
  const [first, ...others] = shares;
  if (first === undefined) return;
  await first.limit.take(first.key, first.points);
  try {
    await takeAll(others);
  } catch (refusal) {
    await giveBackAll([first]);
    throw refusal;
  }
}

/** Undoes `takeAll`. */
export async function giveBackAll(shares: readonly Share[]): Promise<void> {
  for (const { limit, key, points } of shares) await limit.giveBack(key, points);
}
