import type { User } from '@parley/protocol';
import type { Clock } from '../ports/clock.ts';
import type { DraftChannel } from '../ports/draft-channel.ts';
import type { Random } from '../ports/random.ts';
import type { ChatStorage } from '../ports/storage/chat-storage.ts';

/** What a chat needs to show its local copy and to keep what is written. */
export interface LocalDeps {
  /** Who is logged in. */
  readonly me: User;
  /** The local copy of this user. */
  readonly storage: ChatStorage;
  /** Syncs drafts between tabs; if left out, they are not synced. */
  readonly draftChannel?: DraftChannel;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Receives failures that no caller waits for, such as a broken local database. */
  readonly report?: (error: unknown) => void;
}
