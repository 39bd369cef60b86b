import type { ReadableAtom } from 'nanostores';

/** Waits until a store's value satisfies a condition. @returns whether it did within `ms` */
export function until<T>(
  store: ReadableAtom<T>,
  satisfies: (value: T) => boolean,
  ms: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (result: boolean) => {
      clearTimeout(timer);
      resolve(result);
      // The first call comes from inside `subscribe`, before it has returned.
      queueMicrotask(() => stop());
    };
    const timer = setTimeout(() => finish(false), ms);
    const stop = store.subscribe((value) => {
      if (satisfies(value)) finish(true);
    });
  });
}
