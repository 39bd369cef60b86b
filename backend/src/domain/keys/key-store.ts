import type {
  Credential,
  PasswordWrap,
  SignedKeyLogEntry,
  StoredVault,
  Uuid,
  VaultChange,
} from '@parley/protocol';
import type { SessionEnd } from '../sessions/session-store.ts';

/** How far an account's keys are. */
export interface KeyProgress {
  /** Entries of the key log. */
  readonly keyLog: number;
  /** The vault's version, and the generation of its master key. */
  readonly vault: number;
  readonly generation: number;
}

/** A vault that replaces another one. */
export interface VaultWrite extends VaultChange {
  /** Whether it is under the master key of the one before, or brings a new one. */
  readonly masterKey: 'same' | 'new';
  readonly generation: number;
  /** Under the same master key, those that change; under a new one, all. */
  readonly wraps: NonNullable<VaultChange['wraps']>;
}

/** An entry that continues a key log, with what happens in the same step. */
export interface KeyLogWrite {
  readonly uid: Uuid;
  /** The place that the entry takes. */
  readonly seq: number;
  readonly entry: SignedKeyLogEntry;
  readonly vault?: VaultWrite | undefined;
  /** Whether the vault that is replaced is kept among the former ones, of which the newest `KEY_LIMITS.formerVaults` stay. */
  readonly keepsFormer: boolean;
  readonly ends: SessionEnd;
}

/** What an account has from its first moment on. */
export interface NewKeys {
  readonly keyLog: readonly SignedKeyLogEntry[];
  readonly vault: StoredVault;
}

/** Key logs, which everyone may read, and vaults, which only their owners can open. An account has both or neither. */
export interface KeyStore {
  /** Of an account's key log, in order; none for an unknown account. @param after `seq` of the last known one */
  entries(uid: Uuid, after: number): Promise<readonly SignedKeyLogEntry[]>;
  progress(uid: Uuid): Promise<KeyProgress | undefined>;
  /** Which of these accounts have keys. */
  having(uids: readonly Uuid[]): Promise<ReadonlySet<Uuid>>;
  vault(uid: Uuid): Promise<StoredVault | undefined>;
  /** Newest first. */
  formerVaults(uid: Uuid): Promise<readonly StoredVault[]>;
  /**
   * Stores all of it or nothing.
   * @returns the sessions that it ended
   * @throws ParleyError `E_KEYLOG_SEQ` if the place is taken or not the next one, `E_VAULT_VERSION` if the vault is not the
   * expected one, or was erased
   */
  append(write: KeyLogWrite): Promise<readonly Uuid[]>;
  /** @throws ParleyError `E_VAULT_VERSION` if it is not the expected one, was erased, or the account has none */
  replaceVault(uid: Uuid, vault: VaultWrite): Promise<void>;
  /**
   * Replaces the credential and the password's wrap: both or neither.
   * @throws ParleyError `E_VAULT_VERSION` if the vault is of another generation than the wrap, was erased, or the account has none,
   * `E_NOT_FOUND` for an account that was removed
   */
  setPassword(uid: Uuid, credential: Credential, wrap: PasswordWrap): Promise<void>;
  /** Empties the vault of an account that was removed, and drops its former ones, for good. The key log stays. */
  eraseVault(uid: Uuid): Promise<void>;
}
