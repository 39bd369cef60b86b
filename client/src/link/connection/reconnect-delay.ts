import { TIMING } from '@parley/protocol';
import type { Random } from '../../ports/random.ts';

const FIRST_MS = 200;

/**
 * How long to wait before the next attempt, in ms: doubles up to the limit of the protocol, with jitter, so that clients
 * that lost a server together do not reconnect together.
 * @param attempt 0 for the first
 * @param atLeast what the server asked for
 */
export function reconnectDelay(random: Random, attempt: number, atLeast = 0): number {
  const bound = Math.min(TIMING.reconnectMax, FIRST_MS * 2 ** attempt);
  const jitter = random.number();
  return atLeast > 0 ? atLeast * (1 + jitter / 4) : bound * (0.5 + jitter / 2);
}
