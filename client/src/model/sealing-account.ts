import type { KeyLog, Uuid, Vault } from '@parley/protocol';
import type { DeviceKey } from './device-key.ts';

/** What an open account seals and opens with on this device. */
export interface SealingAccount {
  readonly device: Uuid;
  readonly deviceKey: Pick<DeviceKey, 'privateKey'>;
  /** The account's own, which holds the device. */
  readonly keyLog: KeyLog;
  /** All versions, under their names in the vault. */
  readonly seeds: Vault['encryptionSeeds'];
}
