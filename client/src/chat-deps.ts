import type { User } from '@parley/protocol';
import type { Clock } from './clock/clock.ts';
import type { DraftChannel } from './conversations/draft-channel.ts';
import type { OutboxOwnership } from './outbox/outbox-ownership.ts';
import type { Random } from './random/random.ts';
import type { ServerDeps } from './server-link.ts';
import type { ChatStorage } from './storage/chat-storage.ts';
import type { LogStorage } from './storage/log-storage.ts';

/** What a chat needs to show its local copy and to keep what is written. */
export interface LocalDeps {
  /** Who is logged in. */
  readonly me: User;
  /** The local copy of this user. */
  readonly storage: ChatStorage;
  /** Which tab sends; left out, this client shares its outbox with nobody. */
  readonly ownership?: OutboxOwnership;
  /** How drafts follow in other tabs; left out, they do not. */
  readonly draftChannel?: DraftChannel;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Told of failures that nobody waits for, such as a local database that broke. */
  readonly report?: (error: unknown) => void;
}

/** Everything of the outside that a chat client touches. */
export interface ChatDeps extends LocalDeps, Omit<ServerDeps, 'windows'> {
  readonly storage: ChatStorage & LogStorage;
}
