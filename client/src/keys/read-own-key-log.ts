import { keyError, type SignedKeyLogEntry, type Uuid } from '@parley/protocol';
import { askedAfter, followKeyLog, unknownKeyLog, type Following } from '../crypto/key-log/follow-key-log.ts';
import type { FollowedKeyLog } from '../model/keys/followed-key-log.ts';
import { restOf } from '../platform/rest-of.ts';
import type { KeyParts } from './key-parts.ts';
import type { OwnAccount } from './own-account.ts';

/** A key log that was checked, with all of its entries as they came. */
export interface CheckedKeyLog {
  readonly followed: FollowedKeyLog;
  readonly entries: readonly SignedKeyLogEntry[];
}

/** What a device knows of an account's key log at first. */
export function nothingOf(uid: Uuid): CheckedKeyLog {
  return { followed: unknownKeyLog(uid), entries: [] };
}

/** Reads on in a key log, from what is known. */
export async function readKeyLog(
  parts: KeyParts,
  known: CheckedKeyLog,
): Promise<
  Exclude<Following, { readonly kind: 'followed' }> | ({ readonly kind: 'followed' } & CheckedKeyLog)
> {
  const { uid } = known.followed.log;
  const seq = askedAfter(known.followed);
  const found = (await parts.server.keyLogs([{ uid, seq }])).get(uid) ?? [];
  const following = await followKeyLog(known.followed, found, restOf(parts));
  if (following.kind === 'refused') return following;
  const entries = [...known.entries.slice(0, seq), ...found];
  return { kind: 'followed', followed: following.known, entries };
}

/**
 * The account with what its other devices have added to its key log.
 * @throws CodedError `E_KEYLOG_SEQ` where that does not go on, or has another identity, whose vault was not opened here
 */
export async function withNewEntries(parts: KeyParts, account: OwnAccount): Promise<OwnAccount> {
  const read = await readKeyLog(parts, account);
  if (read.kind === 'refused' || read.followed.log.identity !== account.followed.log.identity)
    throw keyError('E_KEYLOG_SEQ');
  if (read.followed.log.seq === account.followed.log.seq) return account;
  return { ...account, followed: read.followed, entries: read.entries };
}
