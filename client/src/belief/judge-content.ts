import { KEY_LIMITS, type EnvelopeRefusal } from '@parley/protocol';
import type { BelievedEpoch, BelievedEpochs } from '../model/sealing/believed-epoch.ts';
import { heightBefore, withStep, type Stairs } from '../model/sealing/stairs.ts';
import { judgeAuthor, type Authored, type LogView } from './log-view.ts';
import { endsEpoch } from './roster-points.ts';

/** Why a message, an edit or a reaction does not count. It is shown in its place, with its cause. */
type ContentRefusal =
  | EnvelopeRefusal
  | 'unsigned'
  | 'notAMember'
  | 'revoked'
  | 'identityReset'
  /** The sender's id stands in the log already. */
  | 'repeated'
  /** Stored after a change of the members for which its epoch was not made. */
  | 'late'
  /** Others had gone on to a later epoch before it. */
  | 'oldEpoch';

/** What content names and who wrote it. */
export interface AuthoredContent extends Authored {
  readonly epoch: number;
}

export type ContentVerdict =
  | { readonly kind: 'counts'; readonly epoch: BelievedEpoch }
  | { readonly kind: 'refused'; readonly refusal: ContentRefusal }
  /** No believed bundle of its epoch is held. It is judged again when there are more. */
  | { readonly kind: 'waits' };

/** What content is judged by, beside what it is judged by like keys. */
export interface ContentView extends LogView {
  readonly epochs: BelievedEpochs;
  /** How high the epochs are that content names along the log; see `withNamed`. */
  readonly named: Stairs;
  /** Where the sender's id stands first, as far as the log is held. */
  readonly firstSeq: number;
}

/** Whether content counts whose envelope is right. */
export function judgeContent(view: ContentView, content: AuthoredContent): ContentVerdict {
  const { seq, epoch: number } = content;
  const author = judgeAuthor(view, content, 'message');
  if (author !== undefined) return { kind: 'refused', refusal: author };
  if (view.firstSeq < seq) return { kind: 'refused', refusal: 'repeated' };
  const highest = Math.max(heightBefore(view.named, seq), heightBefore(view.epochs.starts, seq));
  if (number < highest) return { kind: 'refused', refusal: 'oldEpoch' };
  const epoch = view.epochs.epochs.get(number);
  if (epoch === undefined) return { kind: 'waits' };
  return isInTime(view, content, epoch) ? { kind: 'counts', epoch } : { kind: 'refused', refusal: 'late' };
}

/** The epochs that content names never fall along a log: those of one more entry that was not refused. */
export function withNamed(named: Stairs, { seq, epoch }: AuthoredContent, verdict: ContentVerdict): Stairs {
  return verdict.kind === 'refused' ? named : withStep(named, seq, epoch);
}

/** The server takes content under the newest epoch alone, while that has everybody's keys; a reader sees both. */
function isInTime({ roster }: ContentView, { seq, signed }: AuthoredContent, epoch: BelievedEpoch): boolean {
  const { logSeq } = signed;
  if (logSeq >= seq || logSeq < seq - 1 - KEY_LIMITS.headBehind) return false;
  if (epoch.isStart && logSeq < epoch.seq) return false;
  return epoch.roster === undefined || !endsEpoch(roster, epoch.roster, seq);
}
