import { TIMING, type Uuid } from '@parley/protocol';
import type { Clock } from '../ports/clock.ts';

/** Sends "is typing" so often that it does not expire at the others in between, and no more often. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #emit: (conversation: Uuid) => boolean;
  readonly #told = new Map<Uuid, number>();

  /** @param emit returns whether it was sent */
  constructor(clock: Clock, emit: (conversation: Uuid) => boolean) {
    this.#clock = clock;
    this.#emit = emit;
  }

  typed(conversation: Uuid): void {
    const now = this.#clock.now();
    const last = this.#told.get(conversation) ?? Number.NEGATIVE_INFINITY;
    if (now - last < TIMING.typing / 2) return;
    if (this.#emit(conversation)) this.#told.set(conversation, now);
  }
}
