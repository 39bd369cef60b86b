import type { Uuid } from '@parley/protocol';
import type { BelievedRoster } from '../model/sealing/believed-roster.ts';
import type { Signed } from '../model/sealing/held-bundle.ts';
import type { KeyLogs } from '../model/keys/sender-keys.ts';
import { heightBefore, joined, withStep, type Stairs } from '../model/sealing/stairs.ts';
import type { CheckedEntry } from './check-entry.ts';
import { judgeSigner, vouchedBy } from './judge-signer.ts';

/** Up to which entry of its key log each account has vouched for it, by all entries that are held. Plain JSON. */
export type Vouches = Readonly<Record<Uuid, Stairs>>;

/** What bundles and content are judged by. */
export interface LogView {
  /** Believed at least up to the entries that are judged. */
  readonly roster: BelievedRoster;
  readonly keyLogs: KeyLogs;
  readonly vouches: Vouches;
}

/** Who wrote something, and where it stands. */
export interface Authored {
  readonly seq: number;
  readonly sender: Uuid;
  readonly signed: Signed;
}

/** The vouches with those of more entries, in whichever order these come: of the roster list, bundles and content. */
export function withVouches(vouches: Vouches, entries: readonly CheckedEntry[], keyLogs: KeyLogs): Vouches {
  return entries.reduce((all, { entry: { sender, seq, body }, check }) => {
    const before = all[sender] ?? [];
    const after = withStep(before, seq, vouchedBy(check, keyLogs.get(sender), body.kind));
    return after === before ? all : { ...all, [sender]: after };
  }, vouches);
}

/** All vouches of two sets. */
export function joinedVouches(some: Vouches, more: Vouches): Vouches {
  const accounts = new Set([...Object.keys(some), ...Object.keys(more)]);
  return Object.fromEntries([...accounts].map((uid) => [uid, joined(some[uid], more[uid])]));
}

/** Whether a believed member wrote something with a device and an identity that count there. */
export function judgeAuthor(
  { roster, keyLogs, vouches }: LogView,
  { seq, sender, signed }: Authored,
  kind: string,
): 'notAMember' | 'revoked' | 'identityReset' | undefined {
  if (!isMemberAt(roster, sender, seq)) return 'notAMember';
  return judgeSigner(keyLogs.get(sender), signed, heightBefore(vouches[sender] ?? [], seq), kind);
}

/** Whether somebody is believed to have been a member when an entry was written. */
function isMemberAt({ state }: BelievedRoster, uid: Uuid, seq: number): boolean {
  const intervals = state?.members[uid]?.intervals ?? [];
  return intervals.some(({ from, to }) => from < seq && (to === undefined || seq < to));
}
