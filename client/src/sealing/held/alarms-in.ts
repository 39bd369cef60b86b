import type { Entry, Uuid } from '@parley/protocol';
import type { RosterRefusal } from '../../model/sealing/believed-roster.ts';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { KeyLogs } from '../../model/keys/sender-keys.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';
import type { Believed } from '../believed-log.ts';
import type { KnownKeyLogs } from './known-key-logs.ts';

/**
 * A reset that the user has not accepted is told beside the person. That a conversation says words of a later version is told above it,
 * and is nobody's fault.
 */
const NO_ALARM: readonly string[] = ['identityReset', 'laterWord'];

/** What is wrong only by what was believed before: by the rights and the members at that place, and by who started an epoch. */
const BY_ROSTER: readonly string[] = [
  'noRight',
  'ended',
  'keyVersion',
  'notAMember',
  'addition',
  'otherStart',
];

interface Refused {
  readonly seq: number;
  readonly sender: Uuid;
  readonly refusal: string;
}

/**
 * What a server shows of a conversation that is not believed.
 * @param known the key logs: before a part was asked for that somebody's entries lack, nothing is wrong with these, nor is
 * anything forbidden behind a change of theirs, since that may allow it
 */
export function alarmsIn(
  conversation: Uuid,
  { roster, epochs, beyond, keyLogs }: Pick<Believed, 'roster' | 'epochs' | 'beyond' | 'keyLogs'>,
  known: Pick<KnownKeyLogs, 'now' | 'wasAskedUpTo'>,
): readonly SealingAlarm[] {
  // What was judged by a key log that has grown since is judged again.
  const isCurrent = (sender: Uuid) => seqOf(keyLogs, sender) === seqOf(known.now(), sender);
  const lacksNothing = (sender: Uuid) =>
    isCurrent(sender) && known.wasAskedUpTo(sender, beyond.get(sender) ?? 0);
  const isOpen = ({ refusal, sender }: Refused) => lacksKeyLog(refusal) && !lacksNothing(sender);
  const firstOpen = Math.min(...roster.refused.filter(isOpen).map(({ seq }) => seq));
  const isTold = (refused: Refused) =>
    !NO_ALARM.includes(refused.refusal) &&
    !isOpen(refused) &&
    (refused.seq < firstOpen || !BY_ROSTER.includes(refused.refusal));
  const changes = roster.refused.filter(isTold);
  const keys = epochs.refused.filter(isTold);
  return [
    ...changes.map(({ seq, sender: by, kind: change, refusal }): SealingAlarm => {
      return { kind: 'refusedChange', conversation, seq, by, change, refusal };
    }),
    ...keys.map(({ seq, sender: by, epoch, refusal }): SealingAlarm => {
      return { kind: 'refusedKeys', conversation, seq, by, epoch, refusal };
    }),
  ];
}

/** A deletion or a pin that is not believed. That its sender saw another log is told as such. */
export function bareAlarm(
  { conversation, seq, sender: by, body }: Entry,
  opened: OpenedEntry | undefined,
): readonly SealingAlarm[] {
  if (opened?.kind !== 'refused') return [];
  const refusal = opened.refusal as RosterRefusal;
  if (NO_ALARM.includes(refusal) || refusal === 'logHead') return [];
  return [{ kind: 'refusedChange', conversation, seq, by, change: body.kind, refusal }];
}

function seqOf(keyLogs: KeyLogs, uid: Uuid): number {
  return keyLogs.get(uid)?.followed.log.seq ?? 0;
}

function lacksKeyLog(refusal: string): boolean {
  return refusal === 'device' || refusal === 'keyLogHead';
}
