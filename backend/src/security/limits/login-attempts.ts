import { ParleyError } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';
import type { Attempt, Attempts } from '../../domain/limits/attempts.ts';
import { addressKey, siteKey } from '../addresses/address-key.ts';
import { ADDRESSES_PER_SITE } from './address-limit.ts';
import { GrowingWaits } from './growing-waits.ts';
import { Queues } from './queues.ts';

const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60 * 1_000;

interface Counted {
  readonly key: string;
  /** Failures without a wait. */
  readonly free: number;
}

/**
 * Failures are counted per account and address (few are allowed), per address (more: many people may share it), per site
 * (many more), and per account (so that a stranger cannot easily lock a user out).
 */
function countedOf({ username, address }: Attempt): readonly [Counted, Counted, Counted, Counted] {
  const account = username.toLowerCase();
  const from = addressKey(address);
  return [
    { key: `${account} ${from}`, free: 5 },
    { key: `address ${from}`, free: 30 },
    { key: `site ${siteKey(address)}`, free: 30 * ADDRESSES_PER_SITE },
    { key: `account ${account}`, free: 50 },
  ];
}

/** Accounts with an address that are remembered. */
const KNOWN = 100_000;

/** Counts failed logins in memory. */
export class LoginAttempts implements Attempts {
  readonly #waits: GrowingWaits;
  /** From where accounts were logged in to: failures of strangers elsewhere do not shut their owners out there. */
  readonly #known = new LRUCache<string, true>({ max: KNOWN });
  readonly #queues = new Queues();

  constructor(clock: Clock) {
    this.#waits = new GrowingWaits({ clock, first: FIRST_WAIT, longest: LONGEST_WAIT });
  }

  /** First the queue of the account, then that of the address: always in this order, so that no deadlock can occur. */
  inTurn<T>({ username, address }: Attempt, work: () => Promise<T>): Promise<T> {
    return this.#queues.run(`account ${username.toLowerCase()}`, () =>
      this.#queues.run(`address ${addressKey(address)}`, work),
    );
  }

  check(attempt: Attempt): Promise<void> {
    const [own, address, site, account] = countedOf(attempt);
    const always = [own, address, site];
    for (const { key } of this.#known.has(own.key) ? always : [...always, account]) {
      const retryAfterMs = this.#waits.left(key);
      if (retryAfterMs > 0) return Promise.reject(new ParleyError('E_RATE_LIMITED', { retryAfterMs }));
    }
    return Promise.resolve();
  }

  failed(attempt: Attempt): Promise<boolean> {
    const waits = countedOf(attempt).map(({ key, free }) => this.#waits.count(key, free));
    return Promise.resolve(waits.includes(true));
  }

  succeeded(attempt: Attempt): Promise<void> {
    const [own] = countedOf(attempt);
    this.#waits.forget(own.key);
    this.#known.set(own.key, true);
    return Promise.resolve();
  }
}
