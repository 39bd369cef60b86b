import { chainAfter, type Entry } from '@parley/protocol';
import { sha256 } from '../crypto/sha256.ts';
import type { Run } from '../storage/stored-conversation.ts';

/**
 * `whole`: says something about each `seq`, and every link whose two ends are known holds.
 * `unlinked`: in itself whole, but does not follow the chain it was to follow.
 * `broken`: anything else. Nothing of it may be believed.
 */
export type RunVerdict = 'whole' | 'unlinked' | 'broken';

/** Checks a run before it enters the window. @param previous chain before its first entry, where that is held */
export function verifyRun(run: Run, previous: string | undefined): RunVerdict {
  if (!isGapless(run) || !linksHold(run.entries)) return 'broken';
  const [first] = run.entries;
  if (previous === undefined || first?.seq !== run.from) return 'whole';
  return follows(first, previous) ? 'whole' : 'unlinked';
}

/** Whether an entry continues a chain. */
export function follows(entry: Entry, previous: string): boolean {
  return chainAfter(sha256, previous, entry) === entry.chain;
}

function linksHold(entries: readonly Entry[]): boolean {
  return entries.every((entry, index) => {
    const before = entries[index - 1];
    return before?.seq !== entry.seq - 1 || follows(entry, before.chain);
  });
}

/** Whether entries and hidden ranges together say something about each `seq`, once and in order. */
function isGapless({ from, to, entries, hidden }: Run): boolean {
  const parts = [
    ...entries.map(({ seq }) => ({ from: seq, to: seq })),
    ...hidden.map((range) => ({ from: range.from, to: range.to ?? to })),
  ].sort((a, b) => a.from - b.from);
  let next = from;
  for (const part of parts) {
    if (part.from !== next || part.to < part.from) return false;
    next = part.to + 1;
  }
  return next === to + 1;
}
