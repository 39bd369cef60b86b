import type { Uuid } from '@parley/protocol';
import type { LeftOut } from './left-out.ts';
import type { OpenedEntry } from '../opened-entry.ts';
import type { SealingAlarm } from './sealing-alarm.ts';

/** Why an entry does not show what it says. */
export type NotOpened = Exclude<OpenedEntry, { readonly kind: 'content' | 'counts' }>;

/** How a conversation is sealed, as far as this device knows by now. */
export interface SealedConversation {
  /**
   * `sealed` is for good. In one that `begins`, all members have keys: the next thing that is said makes it sealed. `simple` is one with a
   * machine that can do no more.
   */
  readonly protection: 'open' | 'begins' | 'sealed' | 'simple';
  /** Who is believed a member, by what their devices signed. Undefined while that is not known, and in open conversations. */
  readonly members?: readonly Uuid[];
  /** Those of them to whom nothing can be sealed now. */
  readonly leftOut: readonly LeftOut[];
  /** Why entries do not show what they say, by their `seq`. */
  readonly notOpened: ReadonlyMap<number, NotOpened>;
  /** Oldest first: one alarm per cause, and at most `SEALING_LIMITS.alarms` of each kind. */
  readonly alarms: readonly SealingAlarm[];
}
