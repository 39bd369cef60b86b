import type { TimelineItem } from '@parley/client';
import type { Entry, Uuid } from '@parley/protocol';
import type { Heard, KnownAnew } from '../checker/facts.ts';
import { isLeftOut } from '../checker/is-left-out.ts';
import type { Tab } from '../client/tab.ts';

/** A conversation as one tab and a new device of the same user show it. */
export interface ShownTwice {
  readonly heard: Heard;
  /** Its log as it is stored. */
  readonly log: readonly Entry[];
  readonly uid: Uuid;
  readonly tab: Tab;
  /** What the new device shows. */
  readonly expected: readonly TimelineItem[];
  /** If its user has lost their keys. */
  readonly anew: KnownAnew | undefined;
}

/** The places at which the two rightly differ. */
export function excusedLines(shown: ShownTwice): readonly number[] {
  const { log, expected } = shown;
  const closed = new Set(expected.filter((item) => item.kind === 'message' && item.unopened).map(seqIn));
  const entries = log.filter(({ seq }) => closed.has(seq));
  return [...entries.filter((entry) => isRightlyClosed(shown, entry)), ...refused(shown)].map(
    ({ seq }) => seq,
  );
}

/**
 * A browser in which the keys of before were still open goes on showing what it read with them; and whoever writes, though they were
 * left out, reads that in the browser that wrote it.
 */
function isRightlyClosed({ anew, heard, uid }: ShownTwice, entry: Entry): boolean {
  const isBefore = anew !== undefined && entry.seq < (anew.from ?? Number.POSITIVE_INFINITY);
  return isBefore || isLeftOut(heard, uid, entry);
}

/** What somebody who has never seen a group sealed says openly in it after a restore: those who remember that refuse it. */
function refused({ log, heard, tab }: ShownTwice): readonly Entry[] {
  return log.filter((entry) => {
    const { conversation, seq, time } = entry;
    const why = tab.client.sealed.get().get(conversation)?.notOpened.get(seq);
    const isUnsigned = why?.kind === 'refused' && why.refusal === 'unsigned';
    return isUnsigned && heard.entries.some((one) => isSealedBefore(one, conversation, time));
  });
}

function isSealedBefore(entry: Entry, conversation: Uuid, time: number): boolean {
  return entry.conversation === conversation && entry.payload?.kind === 'sealed' && entry.time < time;
}

function seqIn(item: TimelineItem): number {
  return item.kind === 'hidden' ? item.from : (item.seq ?? 0);
}
