import { isAmbiguous } from './store-error.ts';

/**
 * Lets operations on one key run one after the other, others beside them. Where one finds the database away, those
 * that wait behind it fail with it: each of them would take as long to find out, one after the other.
 */
export class Turns {
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
