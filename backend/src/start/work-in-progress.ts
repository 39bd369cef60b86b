import { ParleyError } from '@parley/protocol';

/** Counts work in progress, so that a server can finish it before it stops. */
export class WorkInProgress {
  readonly #running = new Set<Promise<unknown>>();
  #draining = false;

  get draining(): boolean {
    return this.#draining;
  }

  /** @throws ParleyError `E_SHUTTING_DOWN` once the server accepts no more work */
  readonly track = async <T>(work: () => Promise<T>): Promise<T> => {
    if (this.#draining) throw new ParleyError('E_SHUTTING_DOWN');
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  };

  /** Accepts no more work and resolves when work in progress is done. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.allSettled(this.#running);
  }
}
