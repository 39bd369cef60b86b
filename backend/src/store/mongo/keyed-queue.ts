import { isAmbiguous } from './store-error.ts';

/**
 * Runs operations on the same key one after the other, and others in parallel. If one finds the database unreachable, the
 * operations waiting behind it fail with it. Otherwise each would run into its own timeout, one after the other.
 */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, operation: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(operation, (error: unknown) => {
      if (isAmbiguous(error)) throw error;
      return operation();
    });
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
