import type { Clock } from '../ports/clock.ts';

/** Waits for an answer, but not longer than `ms`. @returns undefined if it takes longer, or fails */
export function inTime<T>(answer: Promise<T>, clock: Clock, ms: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(() => resolve(undefined), ms);
    const end = (result: T | undefined) => {
      cancel();
      resolve(result);
    };
    answer.then(end, () => end(undefined));
  });
}
