import type { Cancel, Clock } from '@parley/client';
import { promisesSettled } from './settled.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that moves only from one timer to the next. Timers of the same moment run in the order they were set. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  /** In the order in which they are due. */
  readonly #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): Cancel {
    const timer = { at: this.#now + Math.max(0, Math.ceil(ms)), run };
    const behind = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(behind + 1, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Runs every timer up to `end` and lets promises run dry around each, so that no two events overlap. */
  async runUntil(end: number): Promise<void> {
    await promisesSettled();
    for (let timer = this.#due(end); timer !== undefined; timer = this.#due(end)) {
      this.#now = timer.at;
      timer.run();
      await promisesSettled();
    }
    this.#now = end;
  }

  #due(end: number): Timer | undefined {
    const [next] = this.#timers;
    return next !== undefined && next.at <= end ? this.#timers.shift() : undefined;
  }
}
