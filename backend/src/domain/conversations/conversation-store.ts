import type { ConversationState, Entry, Mark, MemberMark, Preferences, Uuid } from '@parley/protocol';
import type { Command } from './command.ts';
import type { Appended } from './next-entry.ts';
import type { PageRoom } from './page-room.ts';
import type { Span } from './page-span.ts';

/** What one user may know of one conversation; `head-of.ts` makes the wire's head of it. */
export interface ConversationView {
  readonly state: ConversationState;
  /** The last entry that this user may read. */
  readonly newest: Pick<Entry, 'seq' | 'chain' | 'count'>;
  /** The newest entry of kind `message` that this user may read. */
  readonly last?: Entry | undefined;
  readonly mark: Mark;
  /** Messages of others behind the read mark, up to `newest`. */
  readonly unread: number;
  /** The least mark of all other members. */
  readonly floor: Mark;
  /** All members' marks where these are at most `LIMITS.marksMembers`. */
  readonly marks?: readonly MemberMark[] | undefined;
  readonly preferences: Preferences;
}

export interface ViewPage {
  readonly views: readonly ConversationView[];
  /** Those that have no view, because entries of their logs are missing. */
  readonly damaged: readonly Uuid[];
  readonly token: string;
  readonly more: boolean;
}

/** One mark that somebody reports. */
export interface Report {
  readonly conversation: Uuid;
  readonly seq: number;
}

/** A mark that moved by it. */
export interface Moved {
  readonly conversation: Uuid;
  readonly mark: MemberMark;
}

/**
 * The logs and their indexes. Every method is one whole atomic operation.
 * All reject with `ParleyError`: `E_STORE_BUSY` where a later try may succeed, `E_STORE_FULL`, `E_LOG_DAMAGED` where
 * entries of the log are missing, or what is named.
 */
export interface ConversationStore {
  /**
   * Appends a command at the head and resolves once that is durable. In this order: a stored entry with the same
   * (conversation, sender, id) is answered (`repeat`), even to one who is no member any more; `nextEntry` decides;
   * entry, state and index of members move together. A deletion erases the payload of its target and of the
   * target's edits, leaving the hash. A joiner's marks start at the join.
   * @throws ParleyError what `nextEntry` and `repeat` throw
   */
  append(command: Command, time: number): Promise<Appended>;
  /** The entry of an earlier try. */
  find(conversation: Uuid, sender: Uuid, id: Uuid): Promise<Entry | undefined>;
  state(conversation: Uuid): Promise<ConversationState | undefined>;
  /** Entries `from` to `to`, both included, in rising order. */
  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]>;
  /** Those of the entries of a span for which there is room, in rising order: the first ones of it, or the last. */
  entriesWithin(
    conversation: Uuid,
    span: Span,
    end: 'first' | 'last',
    room: PageRoom,
  ): Promise<readonly Entry[]>;
  /** Conversations of which somebody is a member now, announcements included. */
  conversationsOf(uid: Uuid): Promise<readonly Uuid[]>;
  /** Everybody who shares a direct or group conversation with somebody now, himself not. */
  companionsOf(uid: Uuid): Promise<readonly Uuid[]>;
  /**
   * Every conversation that somebody is or was in and that changed since the token (an entry, a mark, a membership,
   * his preferences), the longest unchanged first. Without a token, or with one that is not ours: all.
   * At most `limit`, and no more than there is room for with their last messages.
   */
  views(uid: Uuid, token: string | undefined, limit: number, room: PageRoom): Promise<ViewPage>;
  view(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined>;
  /**
   * Moves marks forward, to at most what somebody may read; `read` takes `delivered` along.
   * What does not move, and where he was never a member, is left out of the answer.
   */
  moveMarks(uid: Uuid, kind: 'delivered' | 'read', reports: readonly Report[]): Promise<readonly Moved[]>;
  /** Marks of all who are members now. */
  marks(conversation: Uuid): Promise<readonly MemberMark[]>;
  /** @throws ParleyError `E_NOT_FOUND` for somebody who never was a member */
  setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void>;
  /** Which logs grew since the token, for nodes that missed a publish. Without a token: none, and today's token. */
  changedSince(token: string | undefined): Promise<{
    readonly conversations: readonly { readonly conversation: Uuid; readonly head: number }[];
    readonly token: string;
  }>;
}
