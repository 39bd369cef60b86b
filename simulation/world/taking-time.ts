import type { Process } from './process.ts';
import type { SeededRandom } from './seeded-random.ts';

interface Pace {
  readonly process: Process;
  readonly random: SeededRandom;
  /** The longest that a call waits before its work and again before its answer, in ms. */
  readonly upTo: number;
}

/**
 * The same object, whose asynchronous methods take time. What they do still happens in one go, but between that and
 * the answer other things happen, and a process killed there never learns whether its call did anything.
 */
export function takingTime<T extends object>(target: T, { process, random, upTo }: Pace): T {
  const wrap =
    (method: (...parameters: unknown[]) => unknown) =>
    async (...parameters: unknown[]) => {
      await process.sleep(random.int(0, upTo));
      try {
        return await method.apply(target, parameters);
      } finally {
        await process.sleep(random.int(0, upTo));
      }
    };
  return new Proxy(target, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target, key);
      return isMethod(value) ? wrap(value) : value;
    },
  });
}

function isMethod(value: unknown): value is (...parameters: unknown[]) => unknown {
  return typeof value === 'function';
}
