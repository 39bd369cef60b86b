import type { ReadableAtom } from 'nanostores';

const PATIENCE_MS = 30_000;

/** Waits until a store's value satisfies a condition. @throws Error with what was waited for */
export function until<T>(
  store: ReadableAtom<T>,
  satisfies: (value: T) => boolean,
  what: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`in vain: ${what}`));
    }, PATIENCE_MS);
    const stop = store.listen((value) => {
      if (satisfies(value)) finish();
    });
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    if (satisfies(store.get())) finish();
  });
}
