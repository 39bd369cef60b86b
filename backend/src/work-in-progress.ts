import { ParleyError } from '@parley/protocol';

/** Counts what is under way, so that a server that stops can finish it first. */
export class WorkInProgress {
  readonly #running = new Set<Promise<unknown>>();
  #draining = false;

  get draining(): boolean {
    return this.#draining;
  }

  /** @throws ParleyError `E_SHUTTING_DOWN` once the server takes no more */
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

  /** Takes no more work and resolves when what was under way is done. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.allSettled(this.#running);
  }
}
