import type { RecoveryKeys, RecoveryState } from '../../ports/keys/recovery-keys.ts';
import type { AccountHolder } from '../account-holder.ts';

type Changes = Omit<RecoveryKeys, 'state'>;

/** The recovery key, and codes for other browsers. */
export class Recovery implements RecoveryKeys {
  readonly #holder: Pick<AccountHolder, 'account'>;
  readonly #changes: () => Promise<Changes>;

  /** @param changes loads what makes them, which is seldom done */
  constructor(holder: Pick<AccountHolder, 'account'>, changes: () => Promise<Changes>) {
    this.#holder = holder;
    this.#changes = changes;
  }

  state(): RecoveryState {
    const { recoveryKey, recoveryDrill } = this.#holder.account.get()?.vault ?? {};
    if (recoveryKey === undefined) return { kind: 'none' };
    return recoveryDrill === undefined ? { kind: 'made' } : { kind: 'drilled', at: recoveryDrill };
  }

  make: Changes['make'] = async () => (await this.#changes()).make();
  drill: Changes['drill'] = async (...typed) => (await this.#changes()).drill(...typed);
  offerCode: Changes['offerCode'] = async () => (await this.#changes()).offerCode();
}
