import type { Vault, VaultContact } from '@parley/protocol';
import {
  askedAfter,
  followKeyLog,
  unknownKeyLog,
  type Following,
} from '../../crypto/key-log/follow-key-log.ts';
import type { FollowedKeyLog, KeyLogProblem } from '../../model/keys/followed-key-log.ts';
import { restOf } from '../../platform/rest-of.ts';
import type { KeyParts } from '../key-parts.ts';
import { problemBeside } from './trust.ts';

/** What is wrong with a key log that a server shows, and what it shows instead, if that is whole in itself. */
export interface Alarm {
  readonly problem: KeyLogProblem;
  readonly branch?: FollowedKeyLog;
}

/** What became of reading on in a key log. */
export interface Judged {
  /** What was known before. */
  readonly from: FollowedKeyLog;
  readonly result: FollowedKeyLog | Alarm;
}

/** Reads on in key logs, and holds the server to what the vault knows of them from other devices. */
export async function judgeKeyLogs(
  parts: KeyParts,
  known: readonly FollowedKeyLog[],
  contacts: () => Vault['contacts'],
): Promise<readonly Judged[]> {
  const after = known.map((followed) => ({ uid: followed.log.uid, seq: askedAfter(followed) }));
  const found = await parts.server.keyLogs(after);
  const judged: Judged[] = [];
  for (const from of known) {
    const { uid } = from.log;
    const following = await followKeyLog(from, found.get(uid) ?? [], restOf(parts));
    judged.push({ from, result: judge(following, contacts()[uid]) });
  }
  return withBranches(parts, judged);
}

function judge(following: Following, met: VaultContact | undefined): FollowedKeyLog | Alarm {
  if (following.kind === 'refused') return { problem: following.problem };
  const problem = problemBeside(met, following.known);
  return problem === undefined ? following.known : { problem };
}

/** Reads what the server shows of the refused ones from its start: that is what a user may accept. */
async function withBranches(parts: KeyParts, judged: readonly Judged[]): Promise<readonly Judged[]> {
  const refused = judged.flatMap(({ from, result }) => ('problem' in result ? [from.log.uid] : []));
  if (refused.length === 0) return judged;
  const found = await parts.server.keyLogs(refused.map((uid) => ({ uid, seq: 0 })));
  return Promise.all(
    judged.map(async ({ from, result }) => {
      if (!('problem' in result)) return { from, result };
      const { uid } = from.log;
      const shown = await followKeyLog(unknownKeyLog(uid), found.get(uid) ?? [], restOf(parts));
      const isWhole = shown.kind === 'followed' && shown.known.log.seq > 0;
      return { from, result: isWhole ? { ...result, branch: shown.known } : result };
    }),
  );
}
