import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';

/** Where a device keeps keys: its users' own, and the key logs of others that it has checked. */
export interface KeyKeeper {
  /** Whether private keys are kept as bytes, as in a file. A browser keeps the key objects, which nobody can read. */
  readonly keepsBytes: boolean;
  /** @param username in any case */
  byName(username: string): Promise<KeptKeys | undefined>;
  of(uid: Uuid): Promise<KeptKeys | undefined>;
  /**
   * Keys of another account under the same name stay, found by its uid only: which account a name belongs to, the server says, and it may
   * lie.
   */
  keep(keys: KeptKeys): Promise<void>;
  /** The key logs that a user has pinned. */
  pinned(me: Uuid): Promise<readonly FollowedKeyLog[]>;
  pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void>;
  /** Deletes all that is kept of a user. */
  forget(uid: Uuid): Promise<void>;
  /** Runs a change of a user's keys while no other one runs, in any tab. It must not wait for another one itself. */
  alone<T>(uid: Uuid, task: () => Promise<T>): Promise<T>;
}
