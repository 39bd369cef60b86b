import { chainAfter, type Entry } from '@parley/protocol';
import { sha256 } from '../../crypto/sha256.ts';
import type { Run } from '../../model/stored-conversation.ts';

/**
 * Whether a run may enter the window: it accounts for each `seq`, and every link with two known ends fits the chain.
 * @param previous chain before its first entry, if that is held
 */
export function isWhole(run: Run, previous: string | undefined): boolean {
  if (!isGapless(run) || !linksHold(run.entries)) return false;
  const [first] = run.entries;
  return previous === undefined || first?.seq !== run.from || follows(first, previous);
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

/** Whether entries and hidden ranges together account for each `seq`, once and in order. */
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
