import type { Entry, SyncPage, SyncRequest, Uuid } from '@parley/protocol';
import type { Clock } from '../../ports/clock.ts';
import type { KnownConversations } from '../../local/conversations/known-conversations.ts';
import type { Random } from '../../ports/random.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { LogStorage } from '../../ports/log-storage.ts';

/** What happened to the window of a conversation. */
export type LogEvent =
  | { readonly kind: 'appended'; readonly entries: readonly Entry[] }
  | { readonly kind: 'prepended' }
  /** The window was replaced: the view has to read it anew. */
  | { readonly kind: 'replaced' }
  /** The server came back without entries that it had acknowledged. */
  | { readonly kind: 'diverged' };

/** What the logs of all conversations share. */
export interface LogContext {
  readonly me: Uuid;
  readonly storage: Pick<ChatStorage, 'readEntries'>;
  readonly windows: LogStorage;
  readonly known: KnownConversations;
  readonly clock: Clock;
  readonly random: Random;
  /** @throws ParleyError, NoAnswerError */
  sync(request: SyncRequest): Promise<SyncPage>;
  changed(conversation: Uuid, event: LogEvent): void;
  /** Whether the server's most recent entries fit the chain. */
  judged(conversation: Uuid, holds: boolean): void;
  /** Runs something that no caller waits for. */
  background(task: Promise<unknown>): void;
}
