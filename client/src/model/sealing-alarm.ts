import type { EnvelopeRefusal, Uuid } from '@parley/protocol';
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
    };
