import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Run, StoredConversation } from '../../model/stored-conversation.ts';

/**
 * `applied`: the window holds the run now, no matter which tab stored it.
 * `gap`: the run begins after the window's end; nothing was stored.
 * `diverged`: the run contradicts entries that are held; nothing was stored.
 */
export type RunOutcome = 'applied' | 'gap' | 'diverged';

export interface EntryPlace {
  readonly conversation: Uuid;
  readonly seq: number;
}

export interface RunResult {
  readonly outcome: RunOutcome;
  /** As it is stored now; other tabs may have moved it. */
  readonly conversation: StoredConversation;
}

/**
 * The windows of a local copy, moved as the server reports. Each method is one atomic operation on the stored state.
 * When the user's own entries enter a log, the same operation removes their outbox items; a deletion erases the payloads
 * of its target and of the target's edits, once it is certain that it counts.
 */
export interface LogStorage {
  /** Extends the window upwards, or starts one. */
  append(conversation: Uuid, run: Run): Promise<RunResult>;
  /** Extends the window downwards. */
  prepend(conversation: Uuid, run: Run): Promise<RunResult>;
  /** Drops the window and starts another one. */
  replace(conversation: Uuid, run: Run): Promise<StoredConversation>;
  /**
   * Forgets the entries after `seq`; without a `seq`, the whole window. Own messages among them become `lost` items.
   */
  truncate(conversation: Uuid, seq?: number): Promise<StoredConversation>;
  /** Where held entries are not opened yet. */
  unopened(): Promise<readonly EntryPlace[]>;
  /**
   * Stores what entries say, or the mark that they are not opened, where they are still held and not erased. A deletion that counts by
   * now erases.
   */
  open(conversation: Uuid, opened: readonly HeldEntry[]): Promise<StoredConversation>;
}
