import type { Uuid } from '@parley/protocol';
import type { Context } from '../../context.ts';
import { eraseAccount, type EraseContext } from './erase-account.ts';

/** How often it is looked for accounts whose removal has begun, in ms. */
const EVERY = 2_000;
/** How long it waits after a failure, in ms. */
const AFTER_FAILURE = 60_000;
const AT_ONCE = 10;

/**
 * Erases what is left of removed accounts: of those that the operator's tool removed, and where a server stopped in the middle. Several
 * servers may erase the same one.
 */
export class DeletedAccounts {
  readonly #context: EraseContext & Pick<Context, 'report'>;
  #looksAt = Number.NEGATIVE_INFINITY;
  /** Where this round is: each has its turn before one that failed is tried again. */
  #last: Uuid | undefined;
  #hasFailed = false;

  constructor(context: EraseContext & Pick<Context, 'report'>) {
    this.#context = context;
  }

  async tick(): Promise<void> {
    const { clock, users } = this.#context;
    if (clock() < this.#looksAt) return;
    const found = await users.unfinishedDeletions(AT_ONCE, this.#last);
    for (const uid of found) await this.#erase(uid);
    const isLast = found.length < AT_ONCE;
    this.#looksAt = clock() + (isLast && this.#hasFailed ? AFTER_FAILURE : EVERY);
    this.#last = isLast ? undefined : found.at(-1);
    if (isLast) this.#hasFailed = false;
  }

  async #erase(uid: Uuid): Promise<void> {
    try {
      await eraseAccount(this.#context, uid);
    } catch (error) {
      this.#hasFailed = true;
      this.#context.report(error, `the removed account ${uid} is not erased yet`);
    }
  }
}
