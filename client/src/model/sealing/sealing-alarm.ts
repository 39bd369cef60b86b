import type { EnvelopeRefusal, Uuid } from '@parley/protocol';
import type { RosterRefusal } from './believed-roster.ts';
import type { BundleRefusal } from './held-bundle.ts';
import type { LostChange } from '../group-change.ts';
import type { LeftOut } from './left-out.ts';

/** What the members of a conversation should hear of. */
export type SealingAlarm =
  /** Keys that somebody sealed to this account do not open, or are not those that they say. */
  | {
      readonly kind: 'badKeys';
      readonly conversation: Uuid;
      readonly epoch: number;
      /** Who sealed them. */
      readonly by: Uuid;
      /** The entry that holds them. */
      readonly entry: Uuid;
      readonly refusal: EnvelopeRefusal;
    }
  /** Members who do not get the keys of an epoch that was started here. */
  | {
      readonly kind: 'leftOut';
      readonly conversation: Uuid;
      readonly epoch: number;
      readonly members: readonly LeftOut[];
    }
  /** The server shows a change of members, roles or keys that is not believed. */
  | {
      readonly kind: 'refusedChange';
      readonly conversation: Uuid;
      readonly seq: number;
      /** Whose change it is, by the server. */
      readonly by: Uuid;
      /** The kind of its body, such as `added`. */
      readonly change: string;
      readonly refusal: RosterRefusal;
    }
  /** The server shows keys for the members that are not believed: nothing is sealed under them. */
  | {
      readonly kind: 'refusedKeys';
      readonly conversation: Uuid;
      readonly seq: number;
      readonly by: Uuid;
      readonly epoch: number;
      readonly refusal: BundleRefusal;
    }
  /** When somebody wrote this entry, they saw another log than the one that is shown here. */
  | {
      readonly kind: 'otherLog';
      readonly conversation: Uuid;
      readonly seq: number;
      readonly by: Uuid;
    }
  /** A change that the user had made went with a part of the log that the server has lost. It is theirs to make it once more. */
  | {
      readonly kind: 'lostChange';
      readonly conversation: Uuid;
      /** Its id in the log that was. */
      readonly id: Uuid;
      readonly change: LostChange;
    }
  /** A machine has another account key than it had. It is taken at once: nobody vouches for it. */
  | { readonly kind: 'machineKey'; readonly conversation: Uuid; readonly by: Uuid; readonly time: number }
  /** The server came back without entries that it had acknowledged. */
  | { readonly kind: 'diverged'; readonly conversation: Uuid; readonly time: number };
