import type { Process } from './process.ts';
import type { SeededRandom } from './seeded-random.ts';

interface Pace {
  readonly process: Process;
  readonly random: SeededRandom;
  /** The longest that a call waits before its work and again before its answer, in ms. */
  readonly upTo: number;
}

/**
 * Wraps an object so that its asynchronous methods take time. Their work still happens in one go and in the order of the
 * calls. But other things happen before the answer, and a process killed there never learns whether its call did
 * anything.
 */
export function takingTime<T extends object>(target: T, { process, random, upTo }: Pace): T {
  let free = 0;
  /** Waits for its turn behind calls that wait already. */
  const turn = () => {
    free = Math.max(free, process.now() + random.int(0, upTo));
    return process.sleep(free - process.now());
  };
  const wrap =
    (method: (...parameters: unknown[]) => unknown) =>
    async (...parameters: unknown[]) => {
      await turn();
      try {
        return await method.apply(target, parameters);
      } finally {
        await turn();
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
