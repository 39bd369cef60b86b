import { ParleyError } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';
import type { Attempts } from '../../domain/limits/attempts.ts';
import { GrowingWaits } from './growing-waits.ts';
import { Queues } from './queues.ts';

const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60 * 1_000;

/** What failures count against. */
export interface Counted {
  readonly key: string;
  /** Failures without a wait. */
  readonly free: number;
  /** The longest wait, in ms, if it is shorter than that of others. */
  readonly longest?: number;
  /** Whether it is not held against whoever has succeeded before: strangers who fail do not shut them out. */
  readonly sparesKnown?: true;
}

/** How attempts of a kind are counted. */
export interface AttemptRules<Attempt> {
  /** What an attempt counts against. A success is remembered, and its failures forgotten, by the first. */
  readonly counted: (attempt: Attempt) => readonly [Counted, ...Counted[]];
  /** Attempts with the same one run one by one. They are waited for in this order, so that no deadlock can occur. */
  readonly turns: (attempt: Attempt) => readonly string[];
}

/** Who has succeeded, as far as it is remembered. */
const KNOWN = 100_000;

/** Counts failed attempts in memory. */
export class CountedAttempts<Attempt> implements Attempts<Attempt> {
  readonly #rules: AttemptRules<Attempt>;
  readonly #waits: GrowingWaits;
  readonly #known = new LRUCache<string, true>({ max: KNOWN });
  readonly #queues = new Queues();

  constructor(clock: Clock, rules: AttemptRules<Attempt>) {
    this.#rules = rules;
    this.#waits = new GrowingWaits({ clock, first: FIRST_WAIT, longest: LONGEST_WAIT });
  }

  inTurn<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const inTurns = this.#rules
      .turns(attempt)
      .reduceRight<() => Promise<T>>((inner, key) => () => this.#queues.run(key, inner), work);
    return inTurns();
  }

  check(attempt: Attempt): Promise<void> {
    const counted = this.#rules.counted(attempt);
    const isKnown = this.#known.has(counted[0].key);
    for (const { key, sparesKnown } of counted) {
      const retryAfterMs = isKnown && sparesKnown === true ? 0 : this.#waits.left(key);
      if (retryAfterMs > 0) return Promise.reject(new ParleyError('E_RATE_LIMITED', { retryAfterMs }));
    }
    return Promise.resolve();
  }

  failed(attempt: Attempt): Promise<boolean> {
    const waits = this.#rules.counted(attempt).map((counted) => this.#waits.count(counted.key, counted));
    return Promise.resolve(waits.includes(true));
  }

  succeeded(attempt: Attempt): Promise<void> {
    const [own] = this.#rules.counted(attempt);
    this.#waits.forget(own.key);
    this.#known.set(own.key, true);
    return Promise.resolve();
  }
}
