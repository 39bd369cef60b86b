import type {
  KeyLogAppend,
  KeyLogsRequest,
  SignedKeyLogEntry,
  StoredVault,
  Uuid,
  VaultChange,
} from '@parley/protocol';

/** What a server keeps of accounts' keys. It is believed in nothing: callers check what it says. */
export interface KeyServer {
  /** All entries after those that one has, of each account. */
  keyLogs(after: KeyLogsRequest['after']): Promise<ReadonlyMap<Uuid, readonly SignedKeyLogEntry[]>>;
  /** @throws CodedError `E_KEYLOG_SEQ` and `E_VAULT_VERSION` if another device was faster */
  extendKeyLog(change: KeyLogAppend): Promise<void>;
  /** Undefined for an account without keys. */
  vault(): Promise<StoredVault | undefined>;
  /** Those that an identity reset replaced, newest first. */
  formerVaults(): Promise<readonly StoredVault[]>;
  /** @throws CodedError `E_VAULT_VERSION` if another device was faster */
  putVault(change: VaultChange): Promise<void>;
  /** @param wrap of the master key, in base64 @returns until when another browser can take it, in ms */
  offerPairing(wrap: string): Promise<number>;
  /** @returns the wrap, in base64, once @throws CodedError `E_NOT_FOUND` if there is none any more */
  takePairing(): Promise<string>;
}
