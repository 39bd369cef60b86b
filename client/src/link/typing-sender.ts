import { TIMING, type Uuid } from '@parley/protocol';
import type { Clock } from '../ports/clock.ts';

/** Sends "is typing" at most so often that it does not expire at the others in between. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #emit: (conversation: Uuid) => void;
  readonly #told = new Map<Uuid, number>();

  constructor(clock: Clock, emit: (conversation: Uuid) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  typed(conversation: Uuid): void {
    const now = this.#clock.now();
    const last = this.#told.get(conversation) ?? Number.NEGATIVE_INFINITY;
    if (now - last < TIMING.typing / 2) return;
    this.#told.set(conversation, now);
    this.#emit(conversation);
  }
}
