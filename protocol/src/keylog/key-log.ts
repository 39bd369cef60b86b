import type { Uuid } from '../ids.ts';

/** Public keys of one version of an account, in base64. */
export interface AccountKeys {
  readonly encryptionKey: string;
  readonly simpleKey: string;
}

/** A device in a key log. */
export interface KeyLogDevice {
  /** Ed25519 public key, in base64. */
  readonly key: string;
  readonly addedAt: number;
  /** The entry that revoked it. */
  readonly revokedAt?: number;
}

/** An account's keys: the fold of its key log up to `seq`. */
export interface KeyLog {
  readonly uid: Uuid;
  /** Entries so far; 0 is an account that has no keys yet. */
  readonly seq: number;
  /** The key log's hash at `seq`. */
  readonly hash: Uint8Array;
  /** Ed25519 public key of the identity, in base64. */
  readonly identity: string | undefined;
  /** The keys of version n stand at n - 1. */
  readonly versions: readonly AccountKeys[];
  readonly devices: ReadonlyMap<Uuid, KeyLogDevice>;
}
