import { canonicalJson, type StoredVault, type Uuid } from '@parley/protocol';
import { openAccount, type OpeningKey } from '../crypto/account/open-account.ts';
import { mergeVaults } from '../crypto/vault/merge-vaults.ts';
import type { KeyLogProblem } from '../model/followed-key-log.ts';
import type { DerivedPassword } from '../ports/account-keys.ts';
import { changeVault } from './change-vault.ts';
import type { KeyParts } from './key-parts.ts';
import type { OwnAccount } from './own-account.ts';
import { putBackEntries } from './put-back-entries.ts';
import { nothingOf, readKeyLog, type CheckedKeyLog } from './read-own-key-log.ts';

/** What became of opening an account. */
export type Opening =
  | { readonly kind: 'open'; readonly account: OwnAccount }
  | { readonly kind: 'keyless' }
  /** Nothing that is here opens it. */
  | { readonly kind: 'locked'; readonly keyLog: CheckedKeyLog; readonly stored: StoredVault }
  | { readonly kind: 'refused'; readonly problem: KeyLogProblem };

interface Ways {
  /** What this device has kept, already open. */
  readonly kept?: OwnAccount | undefined;
  readonly password?: DerivedPassword | undefined;
}

/** Opens an account as the server has it, by what this device has kept or by the password. */
export async function openOwnAccount(parts: KeyParts, uid: Uuid, { kept, password }: Ways): Promise<Opening> {
  const stored = await parts.server.vault();
  const read = await readOwnKeyLog(parts, kept ?? nothingOf(uid));
  if (read.kind === 'refused') return read;
  if (stored === undefined || read.followed.log.seq === 0) return { kind: 'keyless' };
  const keyLog = { followed: read.followed, entries: read.entries };
  const byPassword = password && (await openBy(keyLog, stored, passwordKey(stored, password)));
  const opened =
    byPassword ?? (kept && (await openBy(keyLog, stored, { kind: 'master', key: kept.masterKey })));
  if (opened === undefined) return { kind: 'locked', keyLog, stored };
  return { kind: 'open', account: kept === undefined ? opened : await withKept(parts, opened, kept) };
}

/** Reads on in the key log. Where the server has lost its end, as after a restored backup, it gets that back first. */
async function readOwnKeyLog(parts: KeyParts, known: CheckedKeyLog) {
  const read = await readKeyLog(parts, known);
  if (read.kind !== 'refused' || read.problem !== 'shorter') return read;
  await putBackEntries(parts, known);
  return readKeyLog(parts, known);
}

/** Opens it by one key. @returns undefined if another is needed */
export async function openBy(
  { followed, entries }: CheckedKeyLog,
  stored: StoredVault,
  key: OpeningKey | undefined,
): Promise<OwnAccount | undefined> {
  const opened = key && (await openAccount(followed.log.uid, stored, followed.log, key));
  const { masterKey, vault } = opened ?? {};
  if (masterKey === undefined || vault === undefined) return undefined;
  return { followed, entries, stored, seenVersion: stored.version, masterKey, vault };
}

/** The last password derives its key in another way than this one. */
export function passwordKey(
  { wraps }: StoredVault,
  { kdf, keyEncryptionKey }: DerivedPassword,
): OpeningKey | undefined {
  const isOfIt = canonicalJson(wraps.password.kdf) === canonicalJson(kdf);
  return isOfIt ? { kind: 'password', key: keyEncryptionKey } : undefined;
}

/** A vault that this device saw in a newer version is put back, above the highest version seen. */
async function withKept(parts: KeyParts, opened: OwnAccount, kept: OwnAccount): Promise<OwnAccount> {
  if (kept.stored.generation !== opened.stored.generation) return opened;
  if (kept.seenVersion <= opened.stored.version) return opened;
  const vault = mergeVaults(opened.vault, kept.vault);
  return changeVault(parts, { ...opened, vault, seenVersion: kept.seenVersion }, {});
}
