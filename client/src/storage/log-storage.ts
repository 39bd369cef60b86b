import type { Uuid } from '@parley/protocol';
import type { Run, StoredConversation } from './stored-conversation.ts';

/**
 * `applied`: the window holds the run now, whoever stored it.
 * `gap`: the run begins behind the window's end; nothing was stored.
 * `diverged`: the run says something else about entries that are held; nothing was stored.
 */
export type RunOutcome = 'applied' | 'gap' | 'diverged';

export interface RunResult {
  readonly outcome: RunOutcome;
  /** As it is stored now; other tabs may have moved it. */
  readonly conversation: StoredConversation;
}

/**
 * The windows of a local copy, moved as the server tells. Each method is one atomic operation that looks at what is
 * stored. Entries of the user that come into a log take their outbox items away in the same operation; a deletion
 * erases the payloads of its target and of the target's edits.
 */
export interface LogStorage {
  /** Extends the window upwards, or starts one. */
  append(conversation: Uuid, run: Run): Promise<RunResult>;
  /** Extends the window downwards. */
  prepend(conversation: Uuid, run: Run): Promise<RunResult>;
  /** Drops the window and starts another one. */
  replace(conversation: Uuid, run: Run): Promise<StoredConversation>;
  /**
   * Forgets what comes after `seq`; without a `seq`, the whole window. Own messages among it become `lost` items.
   */
  truncate(conversation: Uuid, seq?: number): Promise<StoredConversation>;
}
