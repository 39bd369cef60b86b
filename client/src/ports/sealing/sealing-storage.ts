import type { Uuid } from '@parley/protocol';
import type {
  AlarmsSeen,
  KeptAlarm,
  KeptRoster,
  RosterRun,
  SealingMemory,
} from '../../model/sealing/kept-roster.ts';
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
  /** Keeps an alarm until the user has seen it. What they have seen by now is not kept. */
  keepAlarm(conversation: Uuid, alarm: KeptAlarm): Promise<void>;
  /** The user has seen alarms, those that are kept and others. @returns what they have seen by now */
  alarmsSeen(conversation: Uuid, more: AlarmsSeen): Promise<AlarmsSeen>;
}

/** The part of a local copy that only sealed conversations need. It is gone with the copy. */
export interface SealingStorage {
  readonly epochKeys: EpochKeyKeeper;
  readonly rosters: RosterKeeper;
}
