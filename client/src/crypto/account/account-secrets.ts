import type { KeyLog, Uuid, Vault } from '@parley/protocol';

/** An account, opened: everything that only its owner's devices know. */
export interface AccountSecrets {
  readonly uid: Uuid;
  /** 32 bytes. */
  readonly masterKey: Uint8Array<ArrayBuffer>;
  /** Of the master key. */
  readonly generation: number;
  readonly vault: Vault;
  /** Of the vault. */
  readonly vaultVersion: number;
  /** The account's own key log. */
  readonly keyLog: KeyLog;
}
