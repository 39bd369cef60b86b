import type { Entry, Range, SyncPage } from '@parley/protocol';

/** What stands next in a log: an entry, or entries that the reader may not see. */
export type Step =
  | { readonly kind: 'entry'; readonly seq: number; readonly entry: Entry }
  | { readonly kind: 'hidden'; readonly seq: number; readonly first: number };

/** A page in the order of its log, so that no `seq` is missing. */
export function pageSteps({ entries, hidden, to }: SyncPage): readonly Step[] {
  const steps = [...entries.map(entryStep), ...hidden.map((range) => hiddenStep(range, to))];
  return steps.sort((a, b) => a.seq - b.seq);
}

function entryStep(entry: Entry): Step {
  return { kind: 'entry', seq: entry.seq, entry };
}

function hiddenStep({ from, to }: Range, last: number): Step {
  return { kind: 'hidden', first: from, seq: to ?? last };
}
