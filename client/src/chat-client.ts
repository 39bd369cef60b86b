import type {
  ConversationDetails,
  ConversationType,
  MemberMark,
  Person,
  Preferences,
  Presence,
  Profile,
  Role,
  TextContent,
  User,
  Uuid,
} from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { ConnectionState } from './connection/connection-state.ts';
import type { Composer } from './conversations/composer.ts';
import type { MessageItem, TimelineItem } from './conversations/timeline.ts';
import type { StorageProblem } from './storage/storage-problem.ts';

/** A line of the list of conversations. */
export interface ConversationRow {
  readonly id: Uuid;
  readonly type: ConversationType;
  /** Name of a group; of a direct conversation, the peer tells it. */
  readonly name?: string;
  readonly peer?: Uuid;
  readonly role: Role | null;
  readonly memberCount: number;
  readonly ended: boolean;
  /** The newest message, an unsent one included. */
  readonly last?: MessageItem;
  /** When something was said or done last; orders the list. */
  readonly time: number;
  readonly unread: number;
  /** Unread messages that mention me. */
  readonly mentions: number;
  readonly draft?: string;
  readonly preferences: Preferences;
  /** A direct conversation with somebody whom I blocked, or a group that he added me to and I have not read since. */
  readonly blocked: boolean;
}

/** One opened conversation. Call `close` when nobody looks at it any more. */
export interface Conversation {
  readonly id: Uuid;
  /** The other one of a direct conversation, also of one that nobody has written to; undefined until known. */
  readonly peer: ReadableAtom<Uuid | undefined>;
  /** In the order of the log; what is unsent last. */
  readonly items: ReadableAtom<readonly TimelineItem[]>;
  /** Whether older entries can be loaded. */
  readonly older: ReadableAtom<'none' | 'some' | 'loading' | 'failed'>;
  /** Whether what is shown ends before the newest: one went far into the past, and only a part is kept in memory. */
  readonly newer: ReadableAtom<boolean>;
  /** Members, roles, name, pins, and everybody's marks; undefined until known. */
  readonly details: ReadableAtom<ConversationDetails | undefined>;
  /** Who is typing now. */
  readonly typing: ReadableAtom<readonly Uuid[]>;
  /** The last `seq` that was read when the conversation was opened: where the line "new messages" stands. */
  readonly readAtOpening: number;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Shows the newest page instead of what is shown. */
  showNewest(): Promise<void>;
  /** Shows a message with what stands around it, for a quote or a pin that leads there. @returns whether it can be shown */
  reach(seq: number): Promise<boolean>;
  close(): void;
}

/** Commands to groups. They need a connection and fail with a `ParleyError`. */
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

/** Who there is, as far as this client has met them. */
export interface People {
  readonly users: ReadableAtom<ReadonlyMap<Uuid, User>>;
  readonly presence: ReadableAtom<ReadonlyMap<Uuid, Presence>>;
  readonly blocked: ReadableAtom<ReadonlySet<Uuid>>;
  /** @param query part of a username or display name; empty for everybody, up to 200 */
  search(query: string): Promise<readonly Person[]>;
  block(uid: Uuid): Promise<void>;
  unblock(uid: Uuid): Promise<void>;
  changeProfile(profile: Profile): Promise<User>;
}

/** A message that came in while it was not being looked at. */
export interface Arrival {
  readonly conversation: Uuid;
  readonly message: MessageItem;
}

/** The chat as one user sees it: everything the UI shows, and everything it can ask for. */
export interface ChatClient {
  readonly me: ReadableAtom<User>;
  readonly connection: ReadableAtom<ConnectionState>;
  /** Why nothing can be shown or kept here; all but `blocked` last until the page is loaded again. */
  readonly problem: ReadableAtom<StorageProblem | undefined>;
  /** Newest first; undefined until the local copy was read. */
  readonly conversations: ReadableAtom<readonly ConversationRow[] | undefined>;
  /** Whether the list was compared with the server on this start. */
  readonly synced: ReadableAtom<boolean>;
  /** Messages and changes that are not on the server yet. */
  readonly unsent: ReadableAtom<number>;
  /** Conversations of which the server sends something that does not fit together: it is held back. */
  readonly broken: ReadableAtom<ReadonlySet<Uuid>>;
  /** Conversations of which the server has lost entries, as it says itself: nothing can be sent there. */
  readonly damaged: ReadableAtom<ReadonlySet<Uuid>>;
  readonly people: People;
  readonly groups: Groups;

  /** Says who the other one of a direct conversation is, which need not exist yet: see `directConversation`. */
  meet(conversation: Uuid, peer: Uuid): void;
  open(conversation: Uuid): Conversation;

  /** Puts a message into the outbox; resolves once it is stored there. @throws ParleyError `E_TOO_LARGE`, `E_TOO_MANY_MENTIONS` */
  send(conversation: Uuid, content: Omit<TextContent, 'type'>): Promise<Uuid>;
  edit(conversation: Uuid, target: number, content: Omit<TextContent, 'type'>): Promise<void>;
  delete(conversation: Uuid, target: number): Promise<void>;
  react(conversation: Uuid, target: number, emoji: string, on: boolean): Promise<void>;
  pin(conversation: Uuid, target: number, on: boolean): Promise<void>;
  /** Tries a refused or lost message again, or the refused changes to it, under new ids. */
  retry(conversation: Uuid, id: Uuid): Promise<void>;
  /** Gives them up. @throws ParleyError `E_FORBIDDEN` where the server may have one already */
  discard(conversation: Uuid, id: Uuid): Promise<void>;

  markRead(conversation: Uuid, seq: number): void;
  /** What is being written in a conversation. */
  composer(conversation: Uuid): Composer;
  /** Stores at once what is being written: the page may be gone soon. */
  keepDrafts(): void;
  setPreferences(conversation: Uuid, change: Partial<Preferences>): Promise<void>;
  /** Tells the others that one is typing; sent at most every few seconds. */
  typing(conversation: Uuid): void;
  /** Who has which of one's messages, for the status of one message. */
  marks(conversation: Uuid): readonly MemberMark[];
  onArrival(listener: (arrival: Arrival) => void): () => void;
  /** A server command, such as `ping` or `list_commands`. */
  command(name: string, text?: string): Promise<string>;

  /** Resolves once nothing waits to be sent, or can be, and at the latest after so long. */
  settled(ms: number): Promise<void>;
  /** Connect at once instead of waiting for the next attempt: the network is back. */
  wake(): void;
  /** The network is gone: do not wait until the connection finds that out. */
  networkLost(): void;
  /** Stops everything and keeps the local copy. */
  close(): Promise<void>;
  /** Stops everything and deletes local copy and outbox. */
  destroy(): Promise<void>;
}
