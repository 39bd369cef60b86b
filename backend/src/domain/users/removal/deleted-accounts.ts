import { eraseAccount, type EraseContext } from './erase-account.ts';
import type { Context } from '../../context.ts';

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

  constructor(context: EraseContext & Pick<Context, 'report'>) {
    this.#context = context;
  }

  async tick(): Promise<void> {
    const { clock, users, report } = this.#context;
    if (clock() < this.#looksAt) return;
    this.#looksAt = clock() + EVERY;
    for (const uid of await users.unfinishedDeletions(AT_ONCE)) {
      try {
        await eraseAccount(this.#context, uid);
      } catch (error) {
        this.#looksAt = clock() + AFTER_FAILURE;
        report(error, `the removed account ${uid} is not erased yet`);
      }
    }
  }
}
