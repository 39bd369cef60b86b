import type { KeyLog, Uuid } from '@parley/protocol';
import type { Vault } from '../vault/vault.ts';

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
