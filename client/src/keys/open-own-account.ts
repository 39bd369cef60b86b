import { canonicalJson, type StoredVault, type Uuid } from '@parley/protocol';
import { holdsKeysOf } from '../crypto/account/holds-keys-of.ts';
import { openAccount, type OpeningKey } from '../crypto/account/open-account.ts';
import { mergeVaults } from '../crypto/vault/merge-vaults.ts';
import { withoutRecovery } from '../crypto/vault/without-recovery.ts';
import type { OwnKeysProblem } from '../model/keys/own-keys-problem.ts';
import type { DerivedPassword, ProvenPassword } from '../ports/keys/account-keys.ts';
import { changeVault } from './changes/change-vault.ts';
import type { KeyParts } from './key-parts.ts';
import type { OwnAccount } from './own-account.ts';
import { putBackEntries } from './changes/put-back-entries.ts';
import { nothingOf, readKeyLog, type CheckedKeyLog } from './read-own-key-log.ts';

/** What a key that fits opens. */
export type Opened =
  | {
      readonly kind: 'open';
      readonly account: OwnAccount;
      /** The vault was spoilt, and is back as this device had kept it. */
      readonly isPutBack?: true;
    }
  | {
      readonly kind: 'refused';
      readonly problem: OwnKeysProblem;
      /** The identity in the key log that the server shows instead, if that is whole in itself. */
      readonly shown?: string;
    };

/** What became of opening an account. */
export type Opening =
  | Opened
  | { readonly kind: 'keyless' }
  /** Nothing that is here opens it. */
  | ({ readonly kind: 'locked' } & Locked);

interface Locked {
  readonly keyLog: CheckedKeyLog;
  readonly stored: StoredVault;
  /** What this device has kept of another branch, which the user has given up: its keys are taken along. */
  readonly aside?: OwnAccount | undefined;
}

/** What there is to open an account with. */
export interface Ways {
  /** What this device has kept, already open. */
  readonly kept?: OwnAccount | undefined;
  readonly password?: DerivedPassword | undefined;
  /** A password that can be proved again, for what the server has lost. */
  readonly proven?: ProvenPassword | undefined;
  /** The identity in another key log than the kept one, which the user goes on with. */
  readonly accepted?: string | undefined;
}

/** Opens an account as the server has it, by what this device has kept or by the password. */
export async function openOwnAccount(parts: KeyParts, uid: Uuid, ways: Ways): Promise<Opening> {
  const read = await readOwnKeyLog(parts, uid, ways);
  if (read.kind === 'refused') return read;
  const { kept, aside, followed, entries } = read;
  if (followed.log.seq === 0) return { kind: 'keyless' };
  // The two come into being together, and the key log was read first.
  const stored = await parts.server.vault();
  if (stored === undefined) return { kind: 'refused', problem: 'missing' };
  if (kept !== undefined && stored.generation < kept.stored.generation)
    return { kind: 'refused', problem: 'outdated' };
  const locked = { keyLog: { followed, entries }, stored, aside };
  const opened = await openByWays(locked, ways);
  if (opened?.kind !== 'open' && kept !== undefined && (await isSpoilt(locked, kept)))
    return { kind: 'open', account: await putOver(parts, locked, kept), isPutBack: true };
  if (opened === undefined) return { kind: 'locked', ...locked };
  if (opened.kind === 'refused') return opened;
  const account = kept === undefined ? opened.account : await withKept(parts, opened.account, kept);
  return { kind: 'open', account: await withAside(parts, account, aside) };
}

async function openByWays({ keyLog, stored }: Locked, { password, kept }: Ways): Promise<Opened | undefined> {
  const byPassword = password && (await openBy(keyLog, stored, passwordKey(stored, password)));
  return byPassword ?? (kept && (await openBy(keyLog, stored, { kind: 'master', key: kept.masterKey })));
}

/** A key log that the user's keys are held to, and what is kept of it, or of another one. */
interface OwnKeyLog extends CheckedKeyLog {
  readonly kind: 'followed';
  readonly kept?: OwnAccount | undefined;
  readonly aside?: OwnAccount | undefined;
}

/**
 * Reads on in the key log. Where the server has lost its end, as after a restored backup, it gets that back first. Where it goes
 * another way, the user may accept what is shown.
 */
async function readOwnKeyLog(
  parts: KeyParts,
  uid: Uuid,
  { kept, proven, accepted }: Ways,
): Promise<OwnKeyLog | Extract<Opened, { readonly kind: 'refused' }>> {
  const read = await readPinned(
    parts,
    kept ?? nothingOf(uid),
    kept && (() => putBackEntries(parts, kept, proven)),
  );
  if (read.kind === 'followed') return { ...read, kept };
  const branch = await readKeyLog(parts, nothingOf(uid));
  const shown = branch.kind === 'followed' ? branch.followed.log.identity : undefined;
  if (branch.kind === 'refused' || shown === undefined) return read;
  return shown === accepted ? { ...branch, aside: kept } : { ...read, shown };
}

async function readPinned(parts: KeyParts, known: CheckedKeyLog, putBack: (() => Promise<void>) | undefined) {
  const read = await readKeyLog(parts, known);
  if (putBack === undefined || read.kind === 'followed' || read.problem !== 'shorter') return read;
  await putBack();
  return readKeyLog(parts, known);
}

/** The account with the keys of a branch that was given up. */
export async function withAside(
  parts: KeyParts,
  account: OwnAccount,
  aside: OwnAccount | undefined,
): Promise<OwnAccount> {
  if (aside === undefined) return account;
  const seenVersion = Math.max(account.seenVersion, aside.seenVersion);
  return changeVault(
    parts,
    { ...account, seenVersion },
    { vault: (vault) => mergeVaults(withoutRecovery(aside.vault), vault) },
  );
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

/** Whether a vault that is of no use should be like the kept one: the master key is still the same, and so are the key log's keys. */
async function isSpoilt({ keyLog, stored }: Locked, kept: OwnAccount): Promise<boolean> {
  return stored.generation === kept.stored.generation && holdsKeysOf(kept.vault, keyLog.followed.log);
}

/** Puts the kept vault over one that is spoilt, with its wraps; the password's only if the password is still the same. */
function putOver(parts: KeyParts, { keyLog, stored }: Locked, kept: OwnAccount): Promise<OwnAccount> {
  const { password, recovery } = kept.stored.wraps;
  const wraps = {
    ...(isDerivedBy(stored, password.kdf) && { password }),
    ...(recovery !== undefined && { recovery }),
  };
  return changeVault(parts, { ...kept, ...keyLog, stored }, { wraps });
}

/** The last password derives its key in another way than this one. */
export function passwordKey(
  stored: StoredVault,
  { kdf, keyEncryptionKey }: DerivedPassword,
): OpeningKey | undefined {
  return isDerivedBy(stored, kdf) ? { kind: 'password', key: keyEncryptionKey } : undefined;
}

function isDerivedBy({ wraps }: StoredVault, kdf: DerivedPassword['kdf']): boolean {
  return canonicalJson(wraps.password.kdf) === canonicalJson(kdf);
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
