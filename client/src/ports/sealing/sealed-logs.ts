import type { ContentEnvelope, Entry, Recipient, Uuid } from '@parley/protocol';
import type { BundleHead } from '../../model/sealing/epoch-bundle.ts';
import type { SealingView } from '../../model/sealing/sealing-view.ts';
import type { Addressee } from './entry-sender.ts';

/** Whether what an entry says counts, and what it takes to open it. */
export type ContentVerdict =
  /** Its conversation is not sealed there. */
  | { readonly kind: 'open' }
  /** @param commitment of its epoch, in base64, as a believed member started it */
  | { readonly kind: 'believed'; readonly envelope: ContentEnvelope; readonly commitment: string }
  /** A deletion or a pin, by somebody who had the right to it. */
  | { readonly kind: 'counts' }
  | { readonly kind: 'refused'; readonly refusal: string }
  /** What is needed to judge it is not held yet: the start of its epoch, or a key log. */
  | { readonly kind: 'unjudged'; readonly epoch?: number; readonly refusal?: string };

/** Keys that a believed member sealed to this account. */
export interface BelievedBundle {
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly head: BundleHead;
  readonly recipient: Recipient;
  /** Of the epochs in it whose start is held and believed, in base64. */
  readonly commitments: ReadonlyMap<number, string>;
}

/** An epoch of a conversation. */
export interface EpochPlace {
  readonly conversation: Uuid;
  readonly epoch: number;
}

/** Sealed conversations as they are held and believed here, for whoever opens what they say. */
export interface SealedLogs {
  /**
   * Fetches what it takes to judge entries: lists of members, and key logs of those who wrote.
   * @param coming what came along with the entries and is not held yet
   * @throws CodedError, NoAnswerError
   */
  prepare(entries: readonly Entry[], coming?: readonly Entry[]): Promise<void>;
  /** In the order of the entries. */
  judge(entries: readonly Entry[], coming?: readonly Entry[]): Promise<readonly ContentVerdict[]>;
  /** Asks for the keys that were sealed to this account, and judges who gave them. @throws CodedError, NoAnswerError */
  bundles(wanted: readonly EpochPlace[]): Promise<readonly BelievedBundle[]>;
  /** Calls when something else is held or believed of a conversation. @returns a function that stops it */
  onChange(listener: (conversation: Uuid) => void): () => void;
}

/** The same for whoever writes there. */
export interface SealingLogs extends Pick<SealedLogs, 'onChange'> {
  /** Undefined for a conversation that is open. */
  view(conversation: Uuid): Promise<SealingView | undefined>;
  /** For a conversation without a view. @throws CodedError where nothing may be said in the open all the same */
  checkOpen(to: Addressee): void;
  /**
   * Reads on in the key logs of its members. Others may join while the server is asked: they are asked for, too.
   * @returns what is believed then, of no members but those. Undefined for a conversation that is open
   * @throws CodedError, NoAnswerError
   */
  refreshMembers(conversation: Uuid): Promise<SealingView | undefined>;
  /** Takes an entry with keys that this device has made. The server gives nobody more than their own part of it. */
  takeOwn(entry: Entry): void;
  /** Resolves once everything that the server has by now is held and judged. @throws CodedError, NoAnswerError */
  catchUp(conversation: Uuid): Promise<void>;
}
