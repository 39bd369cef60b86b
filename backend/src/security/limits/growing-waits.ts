import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';

export interface GrowingWaitsOptions {
  readonly clock: Clock;
  /** Length of the first wait, in ms; each further offence doubles it. */
  readonly first: number;
  /** ms */
  readonly longest: number;
}

interface Leniency {
  /** Offences before the first wait. */
  readonly free: number;
  /** Of this key, in ms. */
  readonly longest?: number;
}

interface Record {
  readonly offences: number;
  /** When the wait is over, in ms. */
  readonly until: number;
  /** When the offences are forgotten, in ms. */
  readonly forgotten: number;
}

/** Offences are forgotten after this long without another, in ms. */
const MEMORY = 60 * 60 * 1_000;
/** Above this many records, the least recently used are dropped: strangers must not fill the memory. */
const RECORDS = 100_000;

/** Imposes waits on repeated offences, longer each time. */
export class GrowingWaits {
  readonly #options: GrowingWaitsOptions;
  readonly #records = new LRUCache<string, Record>({ max: RECORDS });

  constructor(options: GrowingWaitsOptions) {
    this.#options = options;
  }

  /** Milliseconds left to wait. */
  left(key: string): number {
    return Math.max(0, (this.#record(key)?.until ?? 0) - this.#options.clock());
  }

  /**
   * Counts an offence.
   * @returns whether a wait begins now
   */
  count(key: string, { free, longest = this.#options.longest }: Leniency): boolean {
    const { clock, first } = this.#options;
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
