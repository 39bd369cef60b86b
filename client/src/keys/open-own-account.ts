import type { StoredVault, Uuid } from '@parley/protocol';
import { holdsKeysOf } from '../crypto/account/holds-keys-of.ts';
import { openAccount, type OpeningKey } from '../crypto/account/open-account.ts';
import type { OwnKeysProblem } from '../model/keys/own-keys-problem.ts';
import type { DerivedPassword, ProvenPassword } from '../ports/keys/account-keys.ts';
import { lateChanges } from './changes/late-changes.ts';
import { isDerivedBy } from './is-derived-by.ts';
import type { KeyParts } from './key-parts.ts';
import type { OwnAccount } from './own-account.ts';
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
  if (opened?.kind !== 'open' && kept !== undefined && (await isSpoilt(locked, kept))) {
    const { putOver } = await lateChanges();
    return { kind: 'open', account: await putOver(parts, locked, kept), isPutBack: true };
  }
  if (opened === undefined) return { kind: 'locked', ...locked };
  if (opened.kind === 'refused') return opened;
  return { kind: 'open', account: await withWhatWasSeen(parts, opened.account, read) };
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
    kept &&
      (async () => {
        const { putBackEntries } = await lateChanges();
        await putBackEntries(parts, kept, proven);
      }),
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

/** The last password derives its key in another way than this one. */
export function passwordKey(
  stored: StoredVault,
  { kdf, keyEncryptionKey }: DerivedPassword,
): OpeningKey | undefined {
  return isDerivedBy(stored, kdf) ? { kind: 'password', key: keyEncryptionKey } : undefined;
}

/** The account with what this device has seen of it before, and the server has lost or the user given up. */
async function withWhatWasSeen(
  parts: KeyParts,
  opened: OwnAccount,
  { kept, aside }: Pick<OwnKeyLog, 'kept' | 'aside'>,
): Promise<OwnAccount> {
  const seen = kept && isOther(opened, kept) ? kept : undefined;
  if (seen === undefined && aside === undefined) return opened;
  const { withKept, withAside } = await lateChanges();
  const account = seen === undefined ? opened : await withKept(parts, opened, seen);
  return aside === undefined ? account : withAside(parts, account, aside);
}

/** Whether the server's vault is not the one that this device saw last. */
function isOther({ stored }: OwnAccount, kept: OwnAccount): boolean {
  return kept.stored.generation === stored.generation && kept.stored.box !== stored.box;
}
