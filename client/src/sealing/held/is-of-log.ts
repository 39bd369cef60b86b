import { isInRosterList } from '@parley/protocol';
import type { HeldWindow } from './held-windows.ts';
import type { RosterList } from './roster-lists.ts';

/**
 * Whether a roster list can be of the log whose window is held. A window that ended before the place where a restored backup was cut goes
 * on without a gap, while the list had gone beyond it. Logs that differ at one place differ at all places after it.
 */
export function isOfLog(list: Pick<RosterList, 'entries' | 'upTo'>, window: HeldWindow): boolean {
  const { first, last, chains, entries } = window;
  const listed = list.entries.findLast(({ seq }) => seq <= last);
  if (listed !== undefined && listed.seq >= first) {
    const chain = chains.get(listed.seq);
    if (chain !== undefined && chain !== listed.chain) return false;
  }
  const shown = entries.findLast((entry) => entry.seq <= list.upTo && isInRosterList(entry));
  return (
    shown === undefined || list.entries.some(({ seq, chain }) => seq === shown.seq && chain === shown.chain)
  );
}
