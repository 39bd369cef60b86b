import type { SignedKeyLogEntry, StoredVault, Uuid } from '@parley/protocol';
import type { DeviceKey } from './device-key.ts';
import type { FollowedKeyLog } from './followed-key-log.ts';

/** What a device keeps of its user's keys, from the login on until it logs out. */
export interface KeptKeys {
  readonly uid: Uuid;
  /** In lower case: before a login, nothing but the name is known. */
  readonly username: string;
  readonly device: Uuid;
  readonly deviceKey: DeviceKey;
  /** AES-256-GCM; wraps the master key here. */
  readonly localKey: CryptoKey;
  /** Missing while nothing has opened the account here. */
  readonly account?: KeptAccount;
}

/** The newest of an account that this device has seen; it puts it back if the server lost it. */
export interface KeptAccount {
  readonly followed: FollowedKeyLog;
  /** The whole key log, as it came. */
  readonly entries: readonly SignedKeyLogEntry[];
  readonly stored: StoredVault;
  /** The master key under the local key, 60 bytes. */
  readonly wrap: Uint8Array<ArrayBuffer>;
}
