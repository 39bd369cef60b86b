import type { Uuid } from '@parley/protocol';
import type { AlarmsSeen, KeptRoster, KeptRosterEntry, RosterRun } from '../model/kept-roster.ts';

/** A roster list beside its entries. */
export type RosterState = Pick<KeptRoster, 'upTo' | 'floors' | 'beginning' | 'seen' | 'lost'>;

/** Own changes that a user may want to make once more, and removals, after which some of them are over. See `lostChanges`. */
const OFFERED: ReadonlySet<string> = new Set(['added', 'roleChanged', 'renamed', 'ended', 'removed']);
/** So many are kept of one conversation, the newest ones. */
const MOST_LOST = 50;

/** The causes whose places are numbers of epochs: those come again under other entries. */
const BY_EPOCH = /^(?:badKeys|leftOut)\//;

const NOTHING: RosterState = { upTo: 0, floors: {}, seen: {}, lost: [] };

/** @param stored by an earlier version, it may lack what came later */
export function rosterState(stored: Partial<RosterState> | undefined): RosterState {
  return { ...NOTHING, ...stored };
}

/** The state after the user has seen more alarms. */
export function withSeen(state: RosterState, more: AlarmsSeen): RosterState {
  const seen = { ...state.seen };
  for (const [cause, at] of Object.entries(more)) seen[cause] = Math.max(at, seen[cause] ?? 0);
  return { ...state, seen };
}

/** The state after a run was added; undefined where there is a gap before it. */
export function withRun(state: RosterState, { after, upTo }: RosterRun): RosterState | undefined {
  if (after > state.upTo) return undefined;
  return { ...state, upTo: after === 0 ? upTo : Math.max(state.upTo, upTo) };
}

/**
 * The state of a list that lost everything after `seq`. What counts for sealing does not go back with it. Other entries may come in the
 * place of those that were lost: what is wrong with them was not told.
 * @param cut what the list loses
 */
export function cutRoster(
  state: RosterState,
  seq: number,
  cut: readonly KeptRosterEntry[],
  me: Uuid,
): RosterState {
  const own = cut.flatMap(({ entry }) => (entry.sender === me && OFFERED.has(entry.body.kind) ? entry : []));
  const lost = [...state.lost, ...own].slice(-MOST_LOST);
  const seen: Record<string, number> = {};
  for (const [cause, at] of Object.entries(state.seen))
    if (!BY_EPOCH.test(cause)) seen[cause] = Math.min(at, seq);
  return { ...state, upTo: Math.min(state.upTo, seq), seen, lost };
}
