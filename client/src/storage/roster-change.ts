import type { Uuid } from '@parley/protocol';
import type {
  AlarmsSeen,
  KeptAlarm,
  KeptRoster,
  KeptRosterEntry,
  RosterRun,
} from '../model/sealing/kept-roster.ts';
import type { SealingAlarm } from '../model/sealing/sealing-alarm.ts';

/** A roster list beside its entries. @typeParam Told an alarm as it is stored */
export interface RosterState<Told = SealingAlarm> extends Pick<
  KeptRoster,
  'upTo' | 'floors' | 'beginning' | 'seen' | 'lost'
> {
  /** Alarms that were not dismissed, by their causes. */
  readonly told: Readonly<Record<string, { readonly place: number; readonly alarm: Told }>>;
}

/** Own changes that a user may want to make once more, and removals, after which some of them are over. See `lostChanges`. */
const OFFERED: ReadonlySet<string> = new Set(['added', 'roleChanged', 'renamed', 'ended', 'removed']);
/** So many are kept of one conversation, the newest ones. */
const MOST_LOST = 50;

/** So many causes that were seen are remembered, those seen last. What is forgotten may be told once more. */
const MOST_SEEN = 200;
/** So many alarms are kept that were not dismissed, the first ones. */
const MOST_TOLD = 60;

/** The causes whose places are numbers of epochs: those come again under other entries. */
const BY_EPOCH = /^(?:badKeys|leftOut)\//;
const LOST = 'lostChange/';

const NOTHING = { upTo: 0, floors: {}, seen: {}, lost: [], told: {} };

/** @param stored by an earlier version, it may lack what came later */
export function rosterState<Told>(stored: Partial<RosterState<Told>> | undefined): RosterState<Told> {
  return { ...NOTHING, ...stored };
}

/** The state after the user has seen more alarms, by their causes. They are not kept any more. */
export function withSeen<Told>(state: RosterState<Told>, more: AlarmsSeen): RosterState<Told> {
  const seen = new Map(Object.entries(state.seen));
  const told = new Map(Object.entries(state.told));
  for (const [cause, at] of Object.entries(more)) {
    const last = Math.max(at, seen.get(cause) ?? at);
    // What was seen last stands last.
    seen.delete(cause);
    seen.set(cause, last);
    told.delete(cause);
  }
  const lost = new Set(state.lost.map(({ id }) => `${LOST}${id}`));
  const ofLost = [...seen].filter(([cause]) => lost.has(cause));
  const others = [...seen].filter(([cause]) => !cause.startsWith(LOST)).slice(-MOST_SEEN);
  return { ...state, seen: Object.fromEntries([...ofLost, ...others]), told: Object.fromEntries(told) };
}

/** The state with one more alarm, unless it was seen meanwhile. */
export function withTold<Told>(
  state: RosterState<Told>,
  { cause, place }: Omit<KeptAlarm, 'alarm'>,
  alarm: Told,
): RosterState<Told> {
  const isSeen = place <= (state.seen[cause] ?? Number.NEGATIVE_INFINITY);
  const { length } = Object.keys(state.told);
  if (isSeen || state.told[cause] !== undefined || length >= MOST_TOLD) return state;
  return { ...state, told: { ...state.told, [cause]: { place, alarm } } };
}

/** The state after a run was added; undefined where there is a gap before it. */
export function withRun<Told>(
  state: RosterState<Told>,
  { after, upTo }: RosterRun,
): RosterState<Told> | undefined {
  if (after > state.upTo) return undefined;
  return { ...state, upTo: after === 0 ? upTo : Math.max(state.upTo, upTo) };
}

/**
 * The state of a list that lost everything after `seq`. What counts for sealing does not go back with it. Other entries may come in the
 * place of those that were lost: what is wrong with them was not told.
 * @param cut what the list loses
 */
export function cutRoster<Told>(
  state: RosterState<Told>,
  seq: number,
  cut: readonly KeptRosterEntry[],
  me: Uuid,
): RosterState<Told> {
  const own = cut.flatMap(({ entry }) => (entry.sender === me && OFFERED.has(entry.body.kind) ? entry : []));
  const lost = [...state.lost, ...own].slice(-MOST_LOST);
  const seen: Record<string, number> = {};
  for (const [cause, at] of Object.entries(state.seen))
    if (!BY_EPOCH.test(cause)) seen[cause] = placeAfterCut(cause, at, seq);
  const told = Object.entries(state.told).map(([cause, { place, alarm }]) => {
    return [cause, { place: placeAfterCut(cause, place, seq), alarm }] as const;
  });
  return { ...state, upTo: Math.min(state.upTo, seq), seen, lost, told: Object.fromEntries(told) };
}

function placeAfterCut(cause: string, place: number, seq: number): number {
  if (BY_EPOCH.test(cause)) return -1;
  return cause === 'diverged' ? place : Math.min(place, seq);
}
