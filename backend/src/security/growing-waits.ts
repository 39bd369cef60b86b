import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';

export interface GrowingWaitsOptions {
  readonly clock: Clock;
  /** Length of the first wait, in ms; each further offence doubles it. */
  readonly first: number;
  /** ms */
  readonly longest: number;
}

interface Record {
  readonly offences: number;
  /** When the wait is over, in ms. */
  readonly until: number;
  /** When all of it is forgotten, in ms. */
  readonly forgotten: number;
}

/** Offences are forgotten when there was none for so long, in ms. */
const MEMORY = 60 * 60 * 1_000;
/** More records than this push out those that were used least recently: strangers must not fill the memory. */
const RECORDS = 100_000;

/** Makes those wait who do again and again what they should not, longer each time. */
export class GrowingWaits {
  readonly #options: GrowingWaitsOptions;
  readonly #records = new LRUCache<string, Record>({ max: RECORDS });

  constructor(options: GrowingWaitsOptions) {
    this.#options = options;
  }

  /** Milliseconds that are left to wait. */
  left(key: string): number {
    return Math.max(0, (this.#record(key)?.until ?? 0) - this.#options.clock());
  }

  /**
   * Counts one more offence.
   * @param free offences before the one that begins the first wait
   * @returns whether there is a wait from now on
   */
  count(key: string, free: number): boolean {
    const { clock, first, longest } = this.#options;
    const offences = (this.#record(key)?.offences ?? 0) + 1;
    const waits = offences >= free;
    const wait = waits ? Math.min(first * 2 ** (offences - free), longest) : 0;
    this.#records.set(key, { offences, until: clock() + wait, forgotten: clock() + MEMORY });
    return waits;
  }

  forget(key: string): void {
    this.#records.delete(key);
  }

  #record(key: string): Record | undefined {
    const record = this.#records.get(key);
    return record !== undefined && record.forgotten > this.#options.clock() ? record : undefined;
  }
}
