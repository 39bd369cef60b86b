import type { Uuid } from '@parley/protocol';
import type { AlarmsSeen, KeptRoster, RosterRun, SealingMemory } from '../../model/kept-roster.ts';
import type { EpochKeyKeeper } from './epoch-key-keeper.ts';

/**
 * Keeps the roster lists of sealed conversations. When a log is truncated, its list loses its end in the same step, and what
 * is remembered stays. Each method is one atomic operation on the stored state.
 */
export interface RosterKeeper {
  of(conversation: Uuid): Promise<KeptRoster>;
  /** Extends the list. @returns up to where it is whole now: before `after` if there was a gap, and nothing was stored */
  keep(conversation: Uuid, run: RosterRun): Promise<number>;
  /** Changes what is remembered; other tabs may have changed it since. @returns it as stored */
  remember(conversation: Uuid, change: (memory: SealingMemory) => SealingMemory): Promise<SealingMemory>;
  /** The user has seen alarms. @returns all that they have seen by now */
  alarmsSeen(conversation: Uuid, more: AlarmsSeen): Promise<AlarmsSeen>;
}

/** The part of a local copy that only sealed conversations need. It is gone with the copy. */
export interface SealingStorage {
  readonly epochKeys: EpochKeyKeeper;
  readonly rosters: RosterKeeper;
}
