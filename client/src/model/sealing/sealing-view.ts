import type { ConversationState, EpochState, History, Uuid } from '@parley/protocol';
import type { OwedChange } from '../group-change.ts';
import type { LeftOut } from './left-out.ts';

/** Where an envelope is made: the head of a log as it is held here. 0 and zeros before the first entry. */
export interface LogPlace {
  readonly conversation: Uuid;
  readonly seq: number;
  readonly chain: Uint8Array;
}

/** An epoch to start: its number, and the roster that its bundles name. */
export interface EpochToStart {
  readonly epoch: number;
  readonly roster: number;
}

/** Under which epoch the user writes next, as far as that follows from the log. Whether they have its key is another question. */
type ChosenEpoch =
  | { readonly kind: 'use'; readonly epoch: Pick<EpochState, 'epoch' | 'commitment'> }
  /** None will do. */
  | { readonly kind: 'start' }
  /** Another's, of which parts are missing. */
  | { readonly kind: 'unfinished'; readonly epoch: Pick<EpochState, 'roster' | 'starter'> }
  /** The list of members was not read as far as the server has gone. */
  | { readonly kind: 'listBehind' }
  /** Nobody would believe what the user writes. */
  | { readonly kind: 'notAMember' };

/** A believed member whom keys are sealed to. */
export interface SealRecipient {
  readonly user: Uuid;
  readonly keyVersion: number;
  /** In base64. */
  readonly publicKey: string;
}

/** What is believed of a sealed conversation at the head of its log, as far as sealing needs it. */
export interface SealingView {
  readonly place: LogPlace;
  /** At the place, 32 bytes. */
  readonly rosterHash: Uint8Array;
  readonly history: History;
  /** Who is in it, with which roles, and its name, by what members' devices signed. Undefined before its first entry. */
  readonly believed?: ConversationState | undefined;
  /** Whether it was seen sealed, also where the log has lost that: nobody who remembers believes an unsigned change. */
  readonly wasSealed: boolean;
  /** What the user's devices have to sign before anything else. */
  readonly owed: readonly OwedChange[];
  readonly chosen: ChosenEpoch;
  /** The epoch to start where none will do. */
  readonly next: EpochToStart;
  /** The server's newest, of which parts may be missing. */
  readonly newest?: EpochState | undefined;
  /** The user among them. */
  readonly recipients: readonly SealRecipient[];
  readonly leftOut: readonly LeftOut[];
}
