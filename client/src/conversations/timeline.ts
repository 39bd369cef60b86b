import type { Body, TextContent, Uuid, WireError } from '@parley/protocol';

/** How far a message of one's own has come. In a group, `delivered` and `read` mean by everybody. */
export type DeliveryStatus = 'pending' | 'sent' | 'delivered' | 'read' | 'refused' | 'lost';

export interface Reaction {
  readonly emoji: string;
  readonly uids: readonly Uuid[];
}

/** A message as it is shown: its entry with everything that later entries did to it. */
export interface MessageItem {
  readonly kind: 'message';
  /** Stays the same from the outbox to the log: the id of the command. */
  readonly id: Uuid;
  /** Missing while it is in the outbox. */
  readonly seq?: number;
  readonly sender: Uuid;
  readonly own: boolean;
  readonly time: number;
  /** Undefined where the payload was erased or cannot be opened. */
  readonly content?: TextContent;
  readonly deleted: boolean;
  /** What was there before, oldest first; empty for a message that was never edited. */
  readonly earlier: readonly TextContent[];
  readonly reactions: readonly Reaction[];
  readonly pinned: boolean;
  readonly status: DeliveryStatus;
  /** Why the server refused it, with status `refused`; with any other status, why it refused a change to it. */
  readonly error?: WireError;
  /** A change to it (edit, deletion, reaction) waits in the outbox. */
  readonly changing: boolean;
}

/** Joining, leaving, renaming and the like: one line of small text. */
export interface NoticeItem {
  readonly kind: 'notice';
  readonly id: Uuid;
  readonly seq: number;
  readonly sender: Uuid;
  readonly time: number;
  readonly body: Body;
}

/** Entries that one may not read, between two times in a group. */
export interface HiddenItem {
  readonly kind: 'hidden';
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export type TimelineItem = MessageItem | NoticeItem | HiddenItem;
