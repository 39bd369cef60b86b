import type { ConversationState, Entry, Mark, MemberMark, Preferences, Uuid } from '@parley/protocol';
import type { Command } from './command.ts';
import type { Appended } from './next-entry.ts';
import type { PageBudget } from './page-budget.ts';
import type { Span } from './page-span.ts';

/** What one user may see of one conversation; `head-of.ts` turns it into a head. */
export interface ConversationView {
  /** In a room with the membership of this user. */
  readonly state: ConversationState;
  /** The last entry that this user may read. */
  readonly newest: Pick<Entry, 'seq' | 'chain' | 'count'>;
  /** The newest entry of kind `message` that this user may read. */
  readonly last?: Entry | undefined;
  readonly mark: Mark;
  /** Messages of others behind the read mark, up to `newest`. */
  readonly unread: number;
  /** The lowest mark of all other members. */
  readonly floor: Mark;
  /** All members' marks if there are at most `LIMITS.marksMembers` members. */
  readonly marks?: readonly MemberMark[] | undefined;
  readonly preferences: Preferences;
}

export interface ViewPage {
  readonly views: readonly ConversationView[];
  /** Conversations without a view, because entries of their logs are missing. */
  readonly damaged: readonly Uuid[];
  readonly token: string;
  readonly more: boolean;
}

/** Logs that grew, and the token of the moment up to which no other did. */
export interface LogGrowth {
  readonly conversations: readonly { readonly conversation: Uuid; readonly head: number }[];
  readonly token: string;
}

/** One mark that a client reports. */
export interface MarkReport {
  readonly conversation: Uuid;
  readonly seq: number;
}

/** The mark as it moved. */
export interface MovedMark {
  readonly conversation: Uuid;
  readonly mark: MemberMark;
  /** Only the user's own devices are told. */
  readonly isOwn?: boolean | undefined;
}

/**
 * The logs and their indexes. Every method is one atomic operation. Besides the codes named at each method, all reject
 * with `ParleyError`: `E_STORE_BUSY` if a later try may succeed, `E_STORE_FULL`, or `E_LOG_DAMAGED` if entries of the
 * log are missing.
 */
export interface ConversationStore {
  /**
   * Appends a command at the head and resolves once the entry is durable. First, if an entry with the same (conversation,
   * sender, id) is stored, it is returned (`repeat`), even to a former member. Otherwise `nextEntry` decides. What it allows
   * is refused all the same if somebody else used the id: so a stranger does not learn which ids exist. Entry, state and
   * membership index change together. A deletion erases the payloads of its target and of the target's edits, but not
   * their hashes. The marks of new members start at the join.
   * @throws ParleyError what `nextEntry` and `repeat` throw
   */
  append(command: Command, time: number): Promise<Appended>;
  /** The entry that an earlier try of the same sender stored. */
  find(conversation: Uuid, sender: Uuid, id: Uuid): Promise<Entry | undefined>;
  /**
   * The fold of a log up to its head.
   * @param about users whose memberships the caller needs: the state of a room holds only owners and admins without them
   */
  state(conversation: Uuid, about?: readonly Uuid[]): Promise<ConversationState | undefined>;
  /** The folds of those logs that exist and are whole, each with the membership of a user. */
  states(conversations: readonly Uuid[], about: Uuid): Promise<readonly ConversationState[]>;
  /** Entries `from` to `to`, both included, in rising order. */
  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]>;
  /** As many entries of a span as there is room for, in rising order: its first ones, or its last. */
  entriesWithin(
    conversation: Uuid,
    span: Span,
    end: 'first' | 'last',
    budget: PageBudget,
  ): Promise<readonly Entry[]>;
  /** As many entries of the roster list (`isInRosterList`) in a span as there is room for, in rising order. */
  rosterWithin(conversation: Uuid, span: Span, budget: PageBudget): Promise<readonly Entry[]>;
  /** The parts of an epoch's keys, in rising order. */
  keysOf(conversation: Uuid, epoch: number): Promise<readonly Entry[]>;
  /** Conversations of which the user is a member now, announcements included. */
  conversationsOf(uid: Uuid): Promise<readonly Uuid[]>;
  /** All other users who share a direct conversation or a private group with this one now: rooms are too large. */
  companionsOf(uid: Uuid): Promise<readonly Uuid[]>;
  /**
   * Who is banned from a room, in the order of their ids.
   * @param after the id of the last known one; '' for none
   */
  bannedFrom(room: Uuid, after: string, limit: number): Promise<readonly Uuid[]>;
  /**
   * The conversations that the user is or was in and that changed since the token (entry, mark, membership, preferences),
   * in order of their changes. Without a token, or with an invalid one: all. At most `limit`, and no more than there is
   * room for with their last messages.
   */
  views(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): Promise<ViewPage>;
  view(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined>;
  /**
   * Moves marks forward, at most to the last entry that the user may read; `read` moves `delivered` along.
   * Returns only marks that moved, and none in conversations of which the user never was a member.
   */
  moveMarks(
    uid: Uuid,
    kind: 'delivered' | 'read',
    reports: readonly MarkReport[],
  ): Promise<readonly MovedMark[]>;
  /** Marks of all current members. A room may have too many; its view has those of few. */
  marks(conversation: Uuid): Promise<readonly MemberMark[]>;
  /** @throws ParleyError `E_NOT_FOUND` if the user never was a member */
  setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void>;
  /** Which logs grew since the token, for nodes that missed a publish. Without a token: none, and the current token. */
  changedSince(token: string | undefined): Promise<LogGrowth>;
}
