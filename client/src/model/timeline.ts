import type { Entry, TextContent, Uuid, WireError } from '@parley/protocol';

/** Delivery state of one's own message. In a group, `delivered` and `read` mean by all members. */
export type DeliveryStatus = 'pending' | 'sent' | 'delivered' | 'read' | 'refused' | 'lost';

export interface Reaction {
  readonly emoji: string;
  readonly uids: readonly Uuid[];
}

/** A message as shown: its entry with all later changes applied. */
export interface MessageItem {
  readonly kind: 'message';
  /** The id of the command: the same in the outbox and in the log. */
  readonly id: Uuid;
  /** Missing while it is in the outbox. */
  readonly seq?: number;
  readonly sender: Uuid;
  readonly own: boolean;
  readonly time: number;
  /** Undefined if the payload was erased, is not opened yet, or is no text. */
  readonly content?: TextContent;
  /** Not opened yet; it is tried again. */
  readonly unopened: boolean;
  /** Whoever runs the server can have read it, and written it. */
  readonly plain?: true;
  readonly deleted: boolean;
  /** Who deleted it: its sender, or an owner or admin of the group. Undefined if that entry is not on this device. */
  readonly deletedBy?: Uuid;
  /** Earlier versions of the text, oldest first; empty if it was never edited. */
  readonly earlier: readonly TextContent[];
  readonly reactions: readonly Reaction[];
  readonly pinned: boolean;
  readonly status: DeliveryStatus;
  /** With status `refused`, why the server refused the message; otherwise, why it refused a change to it. */
  readonly error?: WireError;
  /** Beside `error`: what was to be sent can't be read on this device any more. It can only be discarded. */
  readonly damaged?: true;
  /** A change to it (edit, deletion, reaction) waits in the outbox. */
  readonly changing: boolean;
}

/** Joining, leaving, renaming and the like, shown as one line of small text. */
export interface NoticeItem {
  readonly kind: 'notice';
  readonly id: Uuid;
  readonly seq: number;
  readonly sender: Uuid;
  readonly time: number;
  /** Of an unknown kind if a newer version wrote it. */
  readonly body: Entry['body'];
  /** Those who joined or left right after this one, in the order of the log. */
  readonly more?: readonly NoticeItem[];
}

/** Entries that the user may not read, between two memberships in a group. */
export interface HiddenItem {
  readonly kind: 'hidden';
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export type TimelineItem = MessageItem | NoticeItem | HiddenItem;
