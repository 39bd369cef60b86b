import type { Head, Mark, Range, Uuid } from '@parley/protocol';
import type { HeldEntry } from './held-entry.ts';

/** The one contiguous part of a log that is held: each `seq` from `first` to `last` is stored, or hidden from this user. */
export interface Window {
  readonly first: number;
  readonly last: number;
  /** Chain at `last`, where that entry is held. */
  readonly chain?: string;
  readonly hidden: readonly Range[];
}

/** A part of a log to put into the window: each `seq` from `from` to `to` is in `entries` or in `hidden`. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly HeldEntry[];
  readonly hidden: readonly Range[];
}

/** Unread messages, counted along the log. */
export interface UnreadTally {
  /** Others' messages after the read mark. */
  readonly count: number;
  /** The last `seq` that was counted. */
  readonly upTo: number;
  /** Messages among them that mention this user. */
  readonly mentions: readonly number[];
}

/** A head whose last message is opened. */
export interface StoredHead extends Omit<Head, 'last'> {
  readonly last?: HeldEntry | undefined;
}

/** What this device knows about a conversation, beside its entries. */
export interface StoredConversation {
  readonly id: Uuid;
  /** The server's last head, advanced by the entries that came since. */
  readonly head: StoredHead;
  readonly window?: Window;
  /** This user's marks as this device knows them; the server's may lag behind. */
  readonly mark: Mark;
  readonly unread: UnreadTally;
  /** The last edit of `head.last`, so that the list shows its current text. */
  readonly lastEdit?: HeldEntry;
  /** Time of the last activity, in ms; orders the list. */
  readonly time: number;
}
