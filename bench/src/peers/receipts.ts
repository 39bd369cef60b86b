/**
 * Acknowledges what a user has received, as Parley's clients do: up to the newest, some time after the first that is not acknowledged.
 * All systems under measurement do it alike.
 */
export class Receipts {
  readonly #delay: number;
  readonly #acknowledge: (upTo: number) => void;
  #newest = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param delay in ms */
  constructor(delay: number, acknowledge: (upTo: number) => void) {
    this.#delay = delay;
    this.#acknowledge = acknowledge;
  }

  received(seq: number): void {
    this.#newest = Math.max(this.#newest, seq);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#acknowledge(this.#newest);
    }, this.#delay);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
