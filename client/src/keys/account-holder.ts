import type { ReadableAtom } from 'nanostores';
import type { OwnAccount } from './own-account.ts';

/** Who has the user's account open on this device. */
export interface AccountHolder {
  readonly account: ReadableAtom<OwnAccount | undefined>;
  /**
   * Changes the account, from its newest state, while nothing else does; it is kept on this device when this resolves.
   * @throws CodedError `E_NO_KEYS` where it is not open here, and those of the change
   */
  change(task: (account: OwnAccount) => Promise<OwnAccount>): Promise<OwnAccount>;
}
