import type { KeptRoster, RosterRun } from '../model/kept-roster.ts';

/** A roster list beside its entries. */
export type RosterState = Pick<KeptRoster, 'upTo' | 'floors'>;

const NOTHING: RosterState = { upTo: 0, floors: {} };

export function rosterState(stored: RosterState | undefined): RosterState {
  return stored ?? NOTHING;
}

/** The state after a run was added; undefined where there is a gap before it. */
export function withRun(state: RosterState, { after, upTo }: RosterRun): RosterState | undefined {
  if (after > state.upTo) return undefined;
  return { ...state, upTo: after === 0 ? upTo : Math.max(state.upTo, upTo) };
}

/** The state of a list that lost everything after `seq`. What counts for sealing does not go back with it. */
export function cutRoster(state: RosterState, seq: number): RosterState {
  return { ...state, upTo: Math.min(state.upTo, seq) };
}
