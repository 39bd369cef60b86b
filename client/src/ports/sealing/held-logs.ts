import type { ConversationState, Entry, History, Uuid } from '@parley/protocol';
import type { HandedEntry } from '../../model/sealing/handed-entry.ts';
import type { SealingMemory } from '../../model/sealing/kept-roster.ts';
import type { WindowTraces } from '../../model/sealing/window-traces.ts';
import type { Addressee } from './entry-sender.ts';
import type { EpochPlace } from './sealed-logs.ts';

/** What is held here of a conversation that is sealed, or that is going to be. */
export interface HeldSealedLog {
  /** The last entry of the window; 0 and zeros before the first one. The chain is in base64. */
  readonly head: { readonly seq: number; readonly chain: string };
  /** The chain at an entry, in base64; undefined where the window does not hold it. */
  readonly chain: (seq: number) => string | undefined;
  /** Who wrote each message that the window holds. */
  readonly senders: ReadonlyMap<number, Uuid>;
  /** The roster list, and the `keys` that the window holds, in rising order. */
  readonly entries: readonly Entry[];
  /** Of all that the window holds. */
  readonly traces: WindowTraces;
  /** Up to which entry of the log the roster list is whole. */
  readonly listedTo: number;
  /** Of this and of what the log has lost. */
  readonly memory: SealingMemory;
  /** What the server folded: as far as it goes, it takes what is written. */
  readonly server: Pick<ConversationState, 'roster' | 'epoch'>;
  readonly history: History;
  /** Who a direct conversation is of, the user among them. */
  readonly pair?: readonly Uuid[] | undefined;
}

/** What is to be judged of a conversation. */
export interface RosterPlace {
  readonly conversation: Uuid;
  /** Up to here the roster list is needed. */
  readonly upTo: number;
  /** So far the log goes at least. */
  readonly head: number;
  /** An entry of it is signed, so that it is sealed whatever else is known of it. */
  readonly isSealed: boolean;
}

/** The local copy of sealed conversations, and the way to what it lacks. Nothing of it is believed before it was judged. */
export interface HeldLogs {
  /** Undefined for a conversation in which everything is written in the open. */
  of(conversation: Uuid): Promise<HeldSealedLog | undefined>;
  /** Fetches what is lacking of roster lists, those of many conversations at once. @throws CodedError, NoAnswerError */
  prepare(places: readonly RosterPlace[]): Promise<void>;
  /** The `keys` and `added` entries that hold a record for the user. @throws CodedError, NoAnswerError */
  keys(wanted: readonly EpochPlace[]): Promise<readonly HandedEntry[]>;
  /**
   * Holds what it takes to write: the whole roster list, and whether all members of an open conversation have keys. Others may join
   * while the server is asked: they are asked for, too.
   * @returns what is held then; undefined for a conversation in which everything is written in the open
   * @throws CodedError, NoAnswerError
   */
  meet(conversation: Uuid): Promise<HeldSealedLog | undefined>;
  /**
   * Once `meet` has found nothing to seal: whether that can be, beside what was known of the conversation before.
   * @throws CodedError where nothing may be said in the open
   */
  checkOpen(to: Addressee): void;
  /** Resolves once everything that the server has by now is held. @throws CodedError, NoAnswerError */
  catchUp(conversation: Uuid): Promise<void>;
  /** Changes what is remembered; other tabs may have changed it since. */
  remember(conversation: Uuid, change: (memory: SealingMemory) => SealingMemory): Promise<void>;
  /** Calls when something else is held. @returns a function that stops it */
  onChange(listener: (conversation: Uuid) => void): () => void;
}
