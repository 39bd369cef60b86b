import type { ConversationDetails, MemberMark, User, Uuid } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { StoredDraft } from '../draft-channel.ts';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem, OutboxTask, QueuedItem } from '../../model/outbox-item.ts';
import type { StoredConversation, StoredHead } from '../../model/stored-conversation.ts';
import type { StorageProblem } from '../../model/storage-problem.ts';

/** Everything needed at the start; entries are read when a conversation is opened. */
export interface Snapshot {
  readonly headsToken?: string;
  readonly conversations: readonly StoredConversation[];
  readonly outbox: readonly OutboxItem[];
  readonly drafts: readonly StoredDraft[];
  readonly users: readonly User[];
  readonly blocked: readonly Uuid[];
}

/** Marks that moved. */
export interface MarkChange {
  /** Up to which entry the user has read here. */
  readonly read?: number;
  /** As the server reports them; they may include the user's own marks from other devices. */
  readonly members?: readonly MemberMark[];
}

/**
 * The local copy of one user's chat, shared by all tabs of a browser. Each method is one atomic operation that works on
 * the stored state, not on what its caller remembers. Beside it, a `LogStorage` moves the windows, and a `QueueStorage`
 * serves the sender.
 */
export interface ChatStorage {
  /** Why the copy cannot be used now; undefined if only single operations failed. */
  readonly problem: ReadableAtom<StorageProblem | undefined>;
  /** The conversation of which something did not open last, as it is since: without a window, which has to be loaded anew. */
  readonly dropped: ReadableAtom<StoredConversation | undefined>;
  load(): Promise<Snapshot>;
  /** Held entries from `from` to `to`, both included, in rising order. */
  readEntries(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]>;
  /** Held entries that change messages from `from` to `to`, both included. */
  readChanges(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]>;

  /** Stores what the server says about conversations, and the token to ask with next time. @returns them as stored */
  saveHeads(heads: readonly StoredHead[], token?: string): Promise<readonly StoredConversation[]>;

  /** Moves marks forward, never back: the user's own, and those that the server reports of all members. */
  mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation>;
  /** An empty one is deleted. The write has started when this returns: the page may close right after. */
  saveDraft(draft: StoredDraft): Promise<void>;
  /** Keeps members, roles and marks, until the log they were made of is truncated. */
  saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void>;
  readDetails(conversation: Uuid): Promise<ConversationDetails | undefined>;

  /** Resolves once the item would survive a crash. New preferences take the place of waiting older ones. */
  enqueue(item: QueuedItem): Promise<OutboxItem>;
  outbox(): Promise<readonly OutboxItem[]>;
  /**
   * Moves a refused or lost item to the end of the queue; with the new id if the old one is certainly unused.
   * @param task what it asks for from then on, also only if the old id is certainly unused
   */
  retry(key: number, id: Uuid, task?: OutboxTask): Promise<OutboxItem | undefined>;
  /** Removes an item that was never sent or is definitely refused. @returns whether it did */
  discard(key: number): Promise<boolean>;

  saveUsers(users: readonly User[]): Promise<void>;
  saveBlocked(uids: readonly Uuid[]): Promise<void>;

  close(): Promise<void>;
  /** Deletes everything. */
  destroy(): Promise<void>;
}
