import type { KeyLog, Uuid, Vault } from '@parley/protocol';
import type { DeviceKey } from '../keys/device-key.ts';
import type { FollowedKeyLog } from '../keys/followed-key-log.ts';

/** What an open account seals and opens with on this device. */
export interface SealingAccount {
  readonly device: Uuid;
  readonly deviceKey: Pick<DeviceKey, 'privateKey'>;
  /** The account's own, which holds the device. */
  readonly keyLog: KeyLog;
  /** All versions, under their names in the vault. */
  readonly seeds: Vault['encryptionSeeds'];
}

/** The same with the whole history of its key log, by which its entries are judged. */
export interface OpenedAccount extends SealingAccount {
  readonly followed: FollowedKeyLog;
  /** What the vault knows of others. */
  readonly contacts: Vault['contacts'];
}
