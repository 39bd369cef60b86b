import type {
  ConversationDetails,
  ConversationType,
  ListedRoom,
  MemberMark,
  Person,
  Preferences,
  Presence,
  Profile,
  Role,
  RoomMembersPage,
  RoomRules,
  RoomsPage,
  TextContent,
  User,
  Uuid,
} from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { ConnectionState } from '../model/connection-state.ts';
import type { Composer } from './composer.ts';
import type { RoomHooks } from './room-hooks.ts';
import type { RoomOrder, ShortLook } from './room-order.ts';
import type { FoundMessages, MessageFilter } from './message-search.ts';
import type { SealingAlarm } from '../model/sealing/sealing-alarm.ts';
import type { SealedConversation } from '../model/sealing/sealed-conversation.ts';
import type { HiddenItem, MessageItem, TimelineItem } from '../model/timeline.ts';
import type { StorageProblem } from '../model/storage-problem.ts';
import type { Administration } from './administration/administration.ts';
import type { Machines } from './administration/machines.ts';
import type { Reports } from './administration/reports.ts';

/** A line of the list of conversations. */
export interface ConversationRow {
  readonly id: Uuid;
  readonly type: ConversationType;
  /** Name of a group. A direct conversation takes its name from the peer. */
  readonly name?: string;
  readonly peer?: Uuid;
  readonly role: Role | null;
  /** A public group: anyone finds and joins it, and the server reads what is written there. */
  readonly isRoom: boolean;
  /** How a room presents itself, once somebody has described it. */
  readonly look?: ShortLook | undefined;
  /** Those of a room, once somebody has changed them. */
  readonly rules?: RoomRules | undefined;
  /** In a room: until then this user may not write, in ms. It may lie in the past. */
  readonly mutedUntil?: number | undefined;
  readonly memberCount: number;
  readonly ended: boolean;
  /** It rests on a kind of entry or a word that this version does not know; `type` and `role` then say the least. */
  readonly hasUnknown: boolean;
  /** One of them may change rights: nothing is sent to it. */
  readonly needsNewerVersion: boolean;
  /** The newest message, sent or not. */
  readonly last?: MessageItem;
  /** Time of the last activity; orders the list. */
  readonly time: number;
  readonly unread: number;
  /** Unread messages that mention me. */
  readonly mentions: number;
  readonly draft?: string;
  readonly preferences: Preferences;
  /** Hidden by blocking: a direct conversation with a blocked user, or a group joined through one (see `is-hidden.ts`). */
  readonly blocked: boolean;
}

/** How something is sent. */
export interface Sending {
  /** The user knows that the other person has no keys yet, and wants it sent without encryption. */
  readonly openly?: boolean;
}

/** One opened conversation. Call `close` when it is no longer shown. */
export interface Conversation {
  readonly id: Uuid;
  /** The peer of a direct conversation, even before its first message; undefined until known. */
  readonly peer: ReadableAtom<Uuid | undefined>;
  /** In the order of the log; unsent messages last. */
  readonly items: ReadableAtom<readonly TimelineItem[]>;
  /** Whether older entries can be loaded. */
  readonly older: ReadableAtom<'none' | 'some' | 'loading' | 'failed'>;
  /** Whether newer entries exist than those shown: the user scrolled far back, and only a part is kept in memory. */
  readonly newer: ReadableAtom<boolean>;
  /** Members, roles, name, pins, and the marks of all members; undefined until known. */
  readonly details: ReadableAtom<ConversationDetails | undefined>;
  /** Who is typing now. */
  readonly typing: ReadableAtom<readonly Uuid[]>;
  /** The last `seq` read before the conversation was opened: the line "new messages" goes below it. */
  readonly readAtOpening: number;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Jumps to the newest page. */
  showNewest(): Promise<void>;
  /**
   * Jumps to a message and its surroundings, such as from a link, a quote or a pin.
   * @returns whether it is shown: false if there is no message that the user may read; undefined if that could not be found out
   */
  reach(seq: number): Promise<boolean | undefined>;
  /**
   * A message that a pin or a quote refers to, as it is now, wherever it is. Fetched if it is not far below the local copy.
   * @returns a hidden item if the user may not read it; undefined if it is not on this device, or no message
   */
  message(seq: number): Promise<MessageItem | HiddenItem | undefined>;
  close(): void;
}

/** Commands to groups. They need a connection and fail with a `CodedError`. */
export interface Groups {
  /** @returns the id of the new conversation */
  create(name: string, members: readonly Uuid[], history?: 'fromJoin' | 'all'): Promise<Uuid>;
  add(conversation: Uuid, members: readonly Uuid[]): Promise<void>;
  remove(conversation: Uuid, member: Uuid): Promise<void>;
  leave(conversation: Uuid): Promise<void>;
  changeRole(conversation: Uuid, member: Uuid, role: Role): Promise<void>;
  rename(conversation: Uuid, name: string): Promise<void>;
  end(conversation: Uuid): Promise<void>;
}

/**
 * Commands to rooms, and the way to find one. They need a connection and fail with a `CodedError`. Leaving, renaming, roles and the
 * end are those of `Groups`.
 */
export interface Rooms {
  /** Resolves once the room is in the local copy. @returns its id @throws CodedError `E_ROOM_NAME_TAKEN`, `E_FORBIDDEN` */
  create(name: string, password?: string): Promise<Uuid>;
  /**
   * Resolves once the room is in the local copy, also if this user was in it already.
   * @throws CodedError `E_ROOM_FULL`, `E_NOT_FOUND`, `E_ROOM_LOCKED` without a password where it takes one, `E_ROOM_PASSWORD`
   */
  join(conversation: Uuid, password?: string): Promise<void>;
  /** A room as the directory shows it. @throws CodedError `E_NOT_FOUND` */
  room(conversation: Uuid): Promise<ListedRoom>;
  /**
   * Gives the room a password in place of the one before, or takes it away. It ends nobody's membership.
   * @returns the id of the entry: the `lock` of the room's state until somebody changes the password again
   */
  changePassword(conversation: Uuid, password: string | undefined): Promise<Uuid>;
  /** Whether administrators are offered `general`, which everyone joins who registers. For administrators. */
  isGeneralOffered(): Promise<boolean>;
  /** Creates it, and resolves once it is in the local copy. @returns its id */
  createGeneral(): Promise<Uuid>;
  /** A page of the directory, the most active rooms first. @param after the `next` of the page before */
  find(query: string, after?: string): Promise<RoomsPage>;
  /** A page of a room's members, who is online first. Their names are known from then on. @param after the `next` of the page before */
  members(conversation: Uuid, query: string, after?: string): Promise<RoomMembersPage>;
  readonly order: RoomOrder;
  readonly hooks: RoomHooks;
}

/** The users that this client knows of. */
export interface People {
  readonly users: ReadableAtom<ReadonlyMap<Uuid, User>>;
  readonly presence: ReadableAtom<ReadonlyMap<Uuid, Presence>>;
  readonly blocked: ReadableAtom<ReadonlySet<Uuid>>;
  /** @param query part of a username or display name; empty for everyone, up to 200 */
  search(query: string): Promise<readonly Person[]>;
  block(uid: Uuid): Promise<void>;
  unblock(uid: Uuid): Promise<void>;
  changeProfile(profile: Profile): Promise<User>;
}

/** A message that arrived while its conversation was not in view. */
export interface Arrival {
  readonly conversation: Uuid;
  readonly message: MessageItem;
}

/** The chat as one user sees it: everything the UI shows, and everything it can ask for. */
export interface ChatClient {
  readonly me: ReadableAtom<User>;
  readonly connection: ReadableAtom<ConnectionState>;
  /** Why the local copy cannot be used; all but `blocked` last until the page is reloaded. */
  readonly problem: ReadableAtom<StorageProblem | undefined>;
  /** Whether something unsent is in memory only, because of the problem: it is lost if this client ends now. */
  readonly unstored: ReadableAtom<boolean>;
  /** Newest first; undefined until the local copy was read. */
  readonly conversations: ReadableAtom<readonly ConversationRow[] | undefined>;
  /** Whether the list was compared with the server since this client started. */
  readonly synced: ReadableAtom<boolean>;
  /** Messages and changes that are not on the server yet. */
  readonly unsent: ReadableAtom<number>;
  /** Conversations whose entries from the server are inconsistent. These entries are rejected. */
  readonly broken: ReadableAtom<ReadonlySet<Uuid>>;
  /** Conversations of which the server reports lost entries: nothing can be sent there. */
  readonly damaged: ReadableAtom<ReadonlySet<Uuid>>;
  /** How conversations are sealed; without those of which nothing is known yet. */
  readonly sealed: ReadableAtom<ReadonlyMap<Uuid, SealedConversation>>;
  readonly people: People;
  readonly groups: Groups;
  /** Loads the code of rooms. @throws NoAnswerError if it is out of reach */
  rooms(): Promise<Rooms>;
  /** Loads the code of what administrators see. @throws NoAnswerError if it is out of reach */
  administration(): Promise<Administration>;
  /** Loads the code of machines. @throws NoAnswerError if it is out of reach */
  machines(): Promise<Machines>;
  /** Loads the code of reports. @throws NoAnswerError if it is out of reach */
  reports(): Promise<Reports>;
  /**
   * A page of the messages of a conversation that fit a filter, the newest first. The server searches rooms and announcements; all else is
   * searched on this device, and no server learns what for.
   * @param before the `next` of the page before
   * @throws CodedError `E_NOT_FOUND`, `E_BAD_REQUEST` for words without a letter; NoAnswerError
   */
  search(conversation: Uuid, filter: MessageFilter, before?: number): Promise<FoundMessages>;

  /** Prepares the direct conversation with a peer, which need not exist yet: see `directConversation`. */
  meet(conversation: Uuid, peer: Uuid): void;
  open(conversation: Uuid): Conversation;

  /**
   * Puts a message into the outbox; resolves once it is stored there. To somebody who has no keys yet it goes only where `openly` says
   * that the user chose that, and edits and reactions likewise: else the outbox holds it as refused, with `E_NO_KEYS`.
   * @throws CodedError `E_TOO_LARGE`, `E_TOO_MANY_MENTIONS`, `E_NEEDS_NEWER_VERSION`
   */
  send(conversation: Uuid, content: Omit<TextContent, 'type'>, sending?: Sending): Promise<Uuid>;
  edit(
    conversation: Uuid,
    target: number,
    content: Omit<TextContent, 'type'>,
    sending?: Sending,
  ): Promise<void>;
  delete(conversation: Uuid, target: number): Promise<void>;
  react(conversation: Uuid, target: number, emoji: string, on: boolean, sending?: Sending): Promise<void>;
  pin(conversation: Uuid, target: number, on: boolean): Promise<void>;
  /** Sends a refused or lost message again, or the refused changes to it, under new ids. With `openly`, without encryption. */
  retry(conversation: Uuid, id: Uuid, sending?: Sending): Promise<void>;
  /** Discards them. @throws CodedError `E_FORBIDDEN` if the server may have one already */
  discard(conversation: Uuid, id: Uuid): Promise<void>;

  markRead(conversation: Uuid, seq: number): void;
  /** The user has seen some of the `alarms` of a sealed conversation: these are not told again, nor by the next client of this local copy. */
  alarmsSeen(conversation: Uuid, seen: readonly SealingAlarm[]): void;
  /** The composer of a conversation. */
  composer(conversation: Uuid): Composer;
  /** Stores all drafts at once: the page may be about to close. */
  keepDrafts(): void;
  setPreferences(conversation: Uuid, change: Partial<Preferences>): Promise<void>;
  /** Tells the others that this user is typing; sent at most every few seconds. */
  typing(conversation: Uuid): void;
  /** Which members have received and read which of the user's messages. */
  marks(conversation: Uuid): readonly MemberMark[];
  onArrival(listener: (arrival: Arrival) => void): () => void;
  /**
   * A server command, such as `ping` or `list_commands`.
   * @param text what stands behind its name
   * @param conversation where it was typed, and where it may reply
   */
  command(name: string, text?: string, conversation?: Uuid): Promise<string>;

  /** Resolves when the outbox is empty or nothing in it can be sent, at the latest after `ms`. */
  settled(ms: number): Promise<void>;
  /** Connects at once instead of waiting for the next attempt, such as when the network is back. */
  wake(): void;
  /** Tells the connection that the network is gone, before a timeout would show it. */
  networkLost(): void;
  /** Stops everything and keeps the local copy. */
  close(): Promise<void>;
  /** Stops everything and deletes the local copy and the outbox. */
  destroy(): Promise<void>;
}
