import { canonicalJson, type StoredVault, type Uuid } from '@parley/protocol';
import { holdsKeysOf } from '../crypto/account/holds-keys-of.ts';
import { openAccount, type OpeningKey } from '../crypto/account/open-account.ts';
import { mergeVaults } from '../crypto/vault/merge-vaults.ts';
import type { OwnKeysProblem } from '../model/own-keys-problem.ts';
import type { DerivedPassword } from '../ports/keys/account-keys.ts';
import { changeVault } from './change-vault.ts';
import type { KeyParts } from './key-parts.ts';
import type { OwnAccount } from './own-account.ts';
import { putBackEntries } from './put-back-entries.ts';
import { nothingOf, readKeyLog, type CheckedKeyLog } from './read-own-key-log.ts';

/** What a key that fits opens. */
export type Opened =
  | { readonly kind: 'open'; readonly account: OwnAccount }
  | { readonly kind: 'refused'; readonly problem: OwnKeysProblem };

/** What became of opening an account. */
export type Opening =
  | Opened
  | { readonly kind: 'keyless' }
  /** Nothing that is here opens it. */
  | { readonly kind: 'locked'; readonly keyLog: CheckedKeyLog; readonly stored: StoredVault };

interface Ways {
  /** What this device has kept, already open. */
  readonly kept?: OwnAccount | undefined;
  readonly password?: DerivedPassword | undefined;
}

/** Opens an account as the server has it, by what this device has kept or by the password. */
export async function openOwnAccount(parts: KeyParts, uid: Uuid, { kept, password }: Ways): Promise<Opening> {
  const read = await readOwnKeyLog(parts, kept ?? nothingOf(uid));
  if (read.kind === 'refused') return read;
  if (read.followed.log.seq === 0) return { kind: 'keyless' };
  // The two come into being together, and the key log was read first.
  const stored = await parts.server.vault();
  if (stored === undefined) return { kind: 'refused', problem: 'missing' };
  if (kept !== undefined && stored.generation < kept.stored.generation)
    return { kind: 'refused', problem: 'outdated' };
  const keyLog = { followed: read.followed, entries: read.entries };
  const byPassword = password && (await openBy(keyLog, stored, passwordKey(stored, password)));
  const opened =
    byPassword ?? (kept && (await openBy(keyLog, stored, { kind: 'master', key: kept.masterKey })));
  if (opened === undefined) return { kind: 'locked', keyLog, stored };
  if (opened.kind === 'refused' || kept === undefined) return opened;
  return { kind: 'open', account: await withKept(parts, opened.account, kept) };
}

/** Reads on in the key log. Where the server has lost its end, as after a restored backup, it gets that back first. */
async function readOwnKeyLog(parts: KeyParts, known: CheckedKeyLog) {
  const read = await readKeyLog(parts, known);
  if (read.kind !== 'refused' || read.problem !== 'shorter') return read;
  await putBackEntries(parts, known);
  return readKeyLog(parts, known);
}

/** Opens it by one key, if the key log is that of the vault. @returns undefined if another key is needed */
export async function openBy(
  { followed, entries }: CheckedKeyLog,
  stored: StoredVault,
  key: OpeningKey | undefined,
): Promise<Opened | undefined> {
  const opened = key && (await openAccount(followed.log.uid, stored, followed.log, key));
  if (opened === undefined) return undefined;
  const { masterKey, vault } = opened;
  if (!(await holdsKeysOf(vault, followed.log))) return { kind: 'refused', problem: 'foreign' };
  const account = { followed, entries, stored, seenVersion: stored.version, masterKey, vault };
  return { kind: 'open', account };
}

/** The last password derives its key in another way than this one. */
export function passwordKey(
  { wraps }: StoredVault,
  { kdf, keyEncryptionKey }: DerivedPassword,
): OpeningKey | undefined {
  const isOfIt = canonicalJson(wraps.password.kdf) === canonicalJson(kdf);
  return isOfIt ? { kind: 'password', key: keyEncryptionKey } : undefined;
}

/**
 * A vault that this device saw in a newer version is put back, above the highest version seen, and the recovery key's wrap with it. The
 * password's wrap stays: the server went back to it together with the password.
 */
async function withKept(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  if (kept.stored.generation !== opened.stored.generation) return opened;
  if (kept.seenVersion <= opened.stored.version) return opened;
  const vault = mergeVaults(opened.vault, kept.vault);
  const { recovery } = kept.stored.wraps;
  const behind = { ...opened, vault, seenVersion: kept.seenVersion };
  return changeVault(parts, behind, recovery === undefined ? {} : { wraps: { recovery } });
}
