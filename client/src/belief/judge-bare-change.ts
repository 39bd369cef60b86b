import { KEY_LIMITS, outranks, roleOf, type Entry, type Uuid } from '@parley/protocol';
import type { BelievedRoster, RosterRefusal } from '../model/sealing/believed-roster.ts';
import { judgeAuthor, type Authored, type LogView } from './log-view.ts';
import { rosterHashAt } from './roster-points.ts';

/** A deletion, a pin, or a pin taken back, whose signature is right. */
export interface BareChange extends Authored {
  readonly body: Entry['body'];
  /** Who wrote the message that it is about; undefined where that is not held. */
  readonly of?: Uuid | undefined;
}

export type BareVerdict =
  | { readonly kind: 'counts' }
  | { readonly kind: 'refused'; readonly refusal: RosterRefusal }
  /** The message that it is about is not held. It is judged again when more is. */
  | { readonly kind: 'waits' };

/** What it is judged by, beside what it is judged by like keys. */
interface BareView extends LogView {
  /** Where the sender's id stands first, as far as the log is held. */
  readonly firstSeq: number;
  /** Who was believed a member before the change, and with which roles. */
  rosterBefore(): BelievedRoster;
}

/** Whether a deletion or a pin counts whose envelope is right. */
export function judgeBareChange(view: BareView, change: BareChange): BareVerdict {
  const refusal = refusalOf(view, change);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const { body, sender, of } = change;
  if (body.kind !== 'deletion' || of === sender) return { kind: 'counts' };
  if (of === undefined) return { kind: 'waits' };
  const { state, refused } = view.rosterBefore();
  if (state !== undefined && outranks(roleOf(state, sender), roleOf(state, of))) return { kind: 'counts' };
  // Nobody knows here what that word lets people do.
  const isLater = refused.some((one) => one.refusal === 'laterWord');
  return { kind: 'refused', refusal: isLater ? 'laterWord' : 'noRight' };
}

function refusalOf(view: BareView, change: BareChange): RosterRefusal | undefined {
  const { seq, body, signed } = change;
  const author = judgeAuthor(view, change, body.kind);
  if (author !== undefined) return author === 'notAMember' ? 'noRight' : author;
  if (view.firstSeq < seq) return 'repeated';
  if (signed.logSeq >= seq || signed.logSeq < seq - 1 - KEY_LIMITS.headBehind) return 'late';
  return signed.rosterHash === rosterHashAt(view.roster, signed.logSeq) ? undefined : 'rosterHash';
}
