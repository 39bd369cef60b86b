/** Runs its tasks once a second, one after the other, even if one fails. */
export class Ticker {
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#work = work;
    this.#failed = failed;
  }

  start(): void {
    this.#timer = setInterval(() => void this.tick(), 1_000);
  }

  /** Now, or with the one that is still running. */
  async tick(): Promise<void> {
    this.#running ??= this.#work()
      .catch(this.#failed)
      .finally(() => (this.#running = undefined));
    await this.#running;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
