import { CALLS_AT_ONCE } from './call-turns.ts';

/** Counts the threads that wait for calls beside the one of each module: as many of all modules together, at most, as calls run at a time. */
export class SpareThreads {
  #kept = 0;

  /** Whether one more may wait. */
  keep(): boolean {
    if (this.#kept === CALLS_AT_ONCE) return false;
    this.#kept++;
    return true;
  }

  used(): void {
    this.#kept--;
  }
}
