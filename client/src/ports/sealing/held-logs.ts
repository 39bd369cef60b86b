import type { ConversationState, Entry, History, Uuid } from '@parley/protocol';
import type { EpochPlace } from './sealed-logs.ts';

/** What is held here of a conversation that is sealed, or that is going to be. */
export interface HeldSealedLog {
  /** The last entry of the window; 0 and zeros before the first one. The chain is in base64. */
  readonly head: { readonly seq: number; readonly chain: string };
  /** The chain at an entry, in base64; undefined where the window does not hold it. */
  readonly chain: (seq: number) => string | undefined;
  /** The roster list, and the `keys` that the window holds, in rising order. */
  readonly entries: readonly Entry[];
  /** What the server folded: as far as it goes, it takes what is written. */
  readonly server: Pick<ConversationState, 'roster' | 'epoch'>;
  readonly history: History;
  /** Who a direct conversation is of, the user among them. */
  readonly pair?: readonly Uuid[] | undefined;
}

/** The local copy of sealed conversations, and the way to what it lacks. Nothing of it is believed before it was judged. */
export interface HeldLogs {
  /** Undefined for a conversation in which everything is written in the open. */
  of(conversation: Uuid): Promise<HeldSealedLog | undefined>;
  /** The `keys` and `added` entries that hold a record for the user. @throws ParleyError, NoAnswerError */
  keys(wanted: readonly EpochPlace[]): Promise<readonly Entry[]>;
  /** Resolves once everything that the server has by now is held. @throws ParleyError, NoAnswerError */
  catchUp(conversation: Uuid): Promise<void>;
  /** Calls when something else is held. @returns a function that stops it */
  onChange(listener: (conversation: Uuid) => void): () => void;
}
