import { ParleyError } from '@parley/protocol';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Attempt, Attempts } from '../domain/limits/attempts.ts';
import { addressKey } from './address-key.ts';
import { Queues } from './queues.ts';

/** Seconds after which failures are forgotten. */
const MEMORY = 60 * 60;
/** Seconds of the first wait; each failure doubles it. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 15 * 60;

interface Counted {
  readonly key: string;
  /** Failures without a wait. */
  readonly free: number;
}

/**
 * What is counted: few mistakes of one account from one address, more of an address behind which many people sit, and most of
 * an account, so that a stranger cannot easily lock somebody out.
 */
function countedOf({ username, address }: Attempt): readonly Counted[] {
  const account = username.toLowerCase();
  const from = addressKey(address);
  return [
    { key: `${account} ${from}`, free: 5 },
    { key: `address ${from}`, free: 30 },
    { key: `account ${account}`, free: 50 },
  ];
}

/** Counts failed logins in memory. */
export class LoginAttempts implements Attempts {
  readonly #failures = new RateLimiterMemory({ keyPrefix: 'failures', points: 1, duration: MEMORY });
  readonly #waits = new RateLimiterMemory({ keyPrefix: 'waits', points: 1, duration: MEMORY });
  readonly #queues = new Queues();

  /** First in the queue of the account, then in that of the address: nobody waits in a circle. */
  inTurn<T>({ username, address }: Attempt, work: () => Promise<T>): Promise<T> {
    return this.#queues.run(`account ${username.toLowerCase()}`, () =>
      this.#queues.run(`address ${addressKey(address)}`, work),
    );
  }

  async check(attempt: Attempt): Promise<void> {
    for (const { key } of countedOf(attempt)) {
      const wait = await this.#waits.get(key);
      if (wait !== null && wait.msBeforeNext > 0)
        throw new ParleyError('E_RATE_LIMITED', { retryAfterMs: wait.msBeforeNext });
    }
  }

  async failed(attempt: Attempt): Promise<boolean> {
    const waits = await Promise.all(countedOf(attempt).map((counted) => this.#count(counted)));
    return waits.some((waits) => waits);
  }

  async succeeded(attempt: Attempt): Promise<void> {
    const [own] = countedOf(attempt);
    if (own !== undefined) await this.#failures.delete(own.key);
  }

  async #count({ key, free }: Counted): Promise<boolean> {
    const { consumedPoints } = await this.#failures.penalty(key);
    if (consumedPoints < free) return false;
    await this.#waits.block(key, Math.min(FIRST_WAIT * 2 ** (consumedPoints - free), LONGEST_WAIT));
    return true;
  }
}
