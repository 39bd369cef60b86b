import { CodedError } from '@parley/protocol';
import type { Cancel, Clock } from '../ports/clock.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import type { Random } from '../ports/random.ts';

/** The first pause where the server names none, in ms. It doubles with each one. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Asks once more for what the server did not give, after the pause that it names. A new connection is not waited for. */
export class AskAgain {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #listeners = new Set<() => void>();
  #pending: { readonly due: number; readonly cancel: Cancel } | undefined;
  /** Pauses in a row, and when the last one was over. */
  #pauses = 0;
  #over = 0;
  /** The end of the longest pause that the server has named. */
  #notBefore = 0;
  #isClosed = false;

  constructor({ clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Calls when it is time to ask for everything that is lacking. */
  onDue(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The same request, whose failure makes that everything is asked for once more. */
  async watched<T>(request: Promise<T>): Promise<T> {
    try {
      return await request;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  /**
   * Something was not given. What was refused for good is not asked for again. Where the user's own keys are locked, no pause helps:
   * they tell once they are open.
   */
  failed(error: unknown): void {
    if (error instanceof CodedError && error.code === 'E_NO_KEYS') return;
    const isForNow = error instanceof NoAnswerError || (error instanceof CodedError && error.retryable);
    if (isForNow) this.#wait(error instanceof CodedError ? error.retryAfterMs : undefined);
  }

  /** Everything that is lacking is asked for now. */
  connected(): void {
    this.#pauses = 0;
    this.#notBefore = 0;
    this.#stop();
  }

  /** What fails from now on is not asked for again. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #stop(): void {
    this.#pending?.cancel();
    this.#pending = undefined;
  }

  #wait(named: number | undefined): void {
    if (this.#isClosed) return;
    const now = this.#clock.now();
    if (now > this.#over + LONGEST_MS) this.#pauses = 0;
    const ms = named ?? Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#pauses);
    // Many clients may be told the same.
    const own = now + ms * (1 + this.#random.number() / 4);
    if (named !== undefined) this.#notBefore = Math.max(this.#notBefore, own);
    const due = Math.max(this.#notBefore, Math.min(own, this.#pending?.due ?? own));
    if (this.#pending?.due === due) return;
    this.#stop();
    this.#pending = { due, cancel: this.#clock.setTimeout(() => this.#tell(), due - now) };
  }

  #tell(): void {
    this.#pending = undefined;
    this.#pauses++;
    this.#over = this.#clock.now();
    for (const listener of this.#listeners) listener();
  }
}
