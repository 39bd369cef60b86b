import type { User, Uuid } from '@parley/protocol';
import type { WritableAtom } from 'nanostores';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { ChatStorage } from './chat-storage.ts';
import type { StoredDraft } from '../draft-channel.ts';
import type { LogStorage } from './log-storage.ts';
import type { QueueStorage } from './queue-storage.ts';
import type { SealingStorage } from '../sealing/sealing-storage.ts';

/** What a client remembers of a local copy that the browser deleted. */
export interface Remembered {
  readonly conversations: readonly StoredConversation[];
  readonly outbox: readonly OutboxItem[];
  /** Those that are empty now included. */
  readonly drafts: readonly StoredDraft[];
  readonly users: readonly User[];
  readonly blocked: readonly Uuid[];
  /** Whether something unsent is in memory only. */
  readonly unstored: WritableAtom<boolean>;
}

/** A local copy in memory, which a client goes on with after the stored one is lost. What is unsent it also stores. */
export interface SpareCopy extends ChatStorage, LogStorage, QueueStorage, SealingStorage {
  /** The stored copy was deleted once more. */
  storeAgain(): void;
}

/** The local copy, whether it is the stored one or the spare one. */
export interface LastingStorage extends ChatStorage {
  /** Whether something unsent is in memory only, and lost with the page. */
  readonly unstored: WritableAtom<boolean>;
  /** Runs an operation: on the spare copy, if one is in use. Again, if the copy is lost meanwhile. */
  run<T>(operation: (spare: SpareCopy | undefined) => Promise<T>): Promise<T>;
}
