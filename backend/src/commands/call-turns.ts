import { ParleyError, type Uuid } from '@parley/protocol';

/** Calls at a time, of all modules together: each has a thread with up to 144 MB. */
export const CALLS_AT_ONCE = 4;
/** How long a call waits for its turn, in ms: who called it waits 5 s for the answer. */
const PATIENCE = 3_000;
/** When a caller who was refused may try again, in ms. */
const RETRY = 1_000;

/** Lets a few calls of modules run at a time, one of each caller, and the others after them in the order in which they came. */
export class CallTurns {
  /** Those with a call that runs or waits. */
  readonly #callers = new Set<Uuid>();
  readonly #waiting = new Set<() => void>();
  #running = 0;

  /** @throws ParleyError `E_RATE_LIMITED`, and errors of `work` */
  async run<T>(uid: Uuid, work: () => Promise<T>): Promise<T> {
    if (this.#callers.has(uid)) throw busy();
    this.#callers.add(uid);
    try {
      await this.#turn();
      try {
        return await work();
      } finally {
        this.#pass();
      }
    } finally {
      this.#callers.delete(uid);
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < CALLS_AT_ONCE) {
      this.#running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        this.#waiting.delete(begin);
        reject(busy());
      }, PATIENCE);
      late.unref();
      this.#waiting.add(begin);
    });
  }

  /** To whoever waits longest. */
  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

function busy(): ParleyError {
  return new ParleyError('E_RATE_LIMITED', { retryAfterMs: RETRY });
}
