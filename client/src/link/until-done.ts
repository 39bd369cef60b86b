import { pause } from '../platform/pause.ts';
import type { Clock } from '../ports/clock.ts';

/** Wait after code could not be fetched, in ms. */
const RETRY_MS = 2_000;

/**
 * Tries again until it succeeds, as what has to load code does once the network is back.
 * @param isOver whether nobody waits for it any more
 * @throws what the last try failed with, once it is over
 */
export async function untilDone<T>(task: () => Promise<T>, clock: Clock, isOver: () => boolean): Promise<T> {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      if (isOver()) throw error;
      await pause(clock, RETRY_MS);
    }
  }
}
