import type { SyncPage, SyncRequest, Uuid } from '@parley/protocol';
import type { Clock } from '../../ports/clock.ts';
import type { OpenedWindows } from '../opening/opened-windows.ts';
import type { Reopening } from '../opening/reopening.ts';
import type { LogEvent } from '../../model/log-event.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { Random } from '../../ports/random.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { Opener } from '../../ports/opener.ts';

/** What the logs of all conversations share. */
export interface LogContext {
  readonly me: Uuid;
  readonly storage: Pick<ChatStorage, 'readEntries'>;
  readonly windows: OpenedWindows;
  /** For what is not stored. */
  readonly opener: Pick<Opener, 'open'>;
  readonly reopening: Pick<Reopening, 'tryPart'>;
  readonly known: KnownConversations;
  readonly clock: Clock;
  readonly random: Random;
  /** @throws CodedError, NoAnswerError */
  sync(request: SyncRequest): Promise<SyncPage>;
  changed(conversation: Uuid, event: LogEvent): void;
  /** Whether the server's most recent entries fit the chain. */
  judged(conversation: Uuid, holds: boolean): void;
  /** Runs something that no caller waits for. */
  background(task: Promise<unknown>): void;
}
