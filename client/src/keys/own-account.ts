import type { KeyLogEntry, SignedKeyLogEntry, StoredVault, Vault } from '@parley/protocol';
import type { ExtendedKeyLog } from '../crypto/key-log/extend-key-log.ts';
import { after } from '../crypto/key-log/follow-key-log.ts';
import type { FollowedKeyLog } from '../model/keys/followed-key-log.ts';

/** The user's own account, open on this device. */
export interface OwnAccount {
  readonly followed: FollowedKeyLog;
  /** The whole key log, as it came. */
  readonly entries: readonly SignedKeyLogEntry[];
  /** As the server keeps the vault. */
  readonly stored: StoredVault;
  /** The highest version of the vault that was seen here; after a restored backup, above that of `stored`. */
  readonly seenVersion: number;
  /** 32 bytes. */
  readonly masterKey: Uint8Array<ArrayBuffer>;
  readonly vault: Vault;
}

/** The account with one more entry in its key log. */
export function grown(
  account: OwnAccount,
  entry: KeyLogEntry,
  { signed, keyLog }: ExtendedKeyLog,
): OwnAccount {
  return {
    ...account,
    followed: after(account.followed, keyLog, entry),
    entries: [...account.entries, signed],
  };
}
