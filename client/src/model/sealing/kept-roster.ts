import type { Entry } from '@parley/protocol';
import type { BelievedRoster } from './believed-roster.ts';
import type { SealingAlarm } from './sealing-alarm.ts';

/** An entry of a roster list, with what its check costs most. */
export interface KeptRosterEntry {
  readonly entry: Entry;
  /** The device key, in base64, under which its signature was found right: that needs no second check. */
  readonly verifiedBy?: string;
}

/** What is remembered of a conversation, also after its list has lost its end, or all of it. */
export type SealingMemory = Pick<BelievedRoster, 'floors' | 'beginning'>;

/** The alarms that the user has seen: of each cause, up to which entry, epoch or time. Later ones are told again. */
export type AlarmsSeen = Readonly<Record<string, number>>;

/** An alarm that nothing tells again after a restart, with its cause and its place, by which it counts as seen: -1 once the log has lost it. */
export interface KeptAlarm {
  readonly cause: string;
  readonly place: number;
  readonly alarm: SealingAlarm;
}

/** The roster list of a conversation as it is kept. What is believed follows from it, save what is remembered. */
export interface KeptRoster extends SealingMemory {
  /** From the first one on, in rising order. */
  readonly entries: readonly KeptRosterEntry[];
  /** Up to which entry of the log the list is whole; 0 while none is kept. */
  readonly upTo: number;
  readonly seen: AlarmsSeen;
  /** Alarms that the user has not dismissed. */
  readonly told: readonly KeptAlarm[];
  /** Changes in the user's name that the log has lost, as its server showed them, in that order. */
  readonly lost: readonly Entry[];
}

/** A part of a roster list: everything of it that stands after one entry of the log, up to another one. */
export interface RosterRun {
  /** 0 begins the list anew. */
  readonly after: number;
  readonly upTo: number;
  readonly entries: readonly KeptRosterEntry[];
}
