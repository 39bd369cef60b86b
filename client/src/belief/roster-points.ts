import { changesRoster, keepsEpoch, ROSTER_START, rosterHashAfter, type Entry } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { sha256 } from '../crypto/sha256.ts';
import type { BelievedRoster, RosterPoint } from '../model/sealing/believed-roster.ts';

type Points = Pick<BelievedRoster, 'points'>;

/** The roster hash at an entry of the log, in base64: what statements and bundles carry that were made there. */
export function rosterHashAt({ points }: Points, seq: number): string {
  return points.findLast((point) => point.seq <= seq)?.hash ?? uint8ArrayToBase64(ROSTER_START);
}

/** The last entry before `seq` that moved the roster, by the server's rules; 0 before the first one. */
export function rosterBefore({ points }: Points, seq: number): number {
  return points.findLast((point) => point.seq < seq && point.epoch !== 'none')?.seq ?? 0;
}

/** Whether somebody lost a key, or came without one, after `from` and before `to`: then an epoch of that roster is over. */
export function endsEpoch({ points }: Points, from: number, to: number): boolean {
  return points.some(({ seq, epoch }) => epoch === 'ends' && seq > from && seq < to);
}

/** The next point of the list. */
export function pointOf({ points }: Points, entry: Entry): RosterPoint {
  const { seq, id, sender, body } = entry;
  const before = base64ToUint8Array(points.at(-1)?.hash ?? uint8ArrayToBase64(ROSTER_START));
  const hash = uint8ArrayToBase64(rosterHashAfter(sha256, before, entry));
  return { seq, id, sender, hash, epoch: effectOf(body) };
}

function effectOf(body: Entry['body']): RosterPoint['epoch'] {
  if (!changesRoster(body.kind)) return 'none';
  return keepsEpoch(body) ? 'keeps' : 'ends';
}
