import type { Uuid } from '@parley/protocol';
import type { MovedMark } from './log/conversation-store.ts';
import type { Appended } from './log/next-entry.ts';

/**
 * Announces stored changes to live clients, on every node. Called after storing, never before. A failure is harmless:
 * clients that missed an announcement ask for heads.
 */
export interface Publisher {
  /** @param via the connection that gets the entry as its answer: it is not told a second time */
  appended(appended: Appended, via?: string): void;
  marksMoved(moved: readonly MovedMark[]): void;
  /** Tells their sockets and closes them. */
  sessionsEnded(sids: readonly Uuid[]): void;
  /** The key log of an account has an entry at `seq`. */
  keyLogGrown(uid: Uuid, seq: number): void;
  /** An account has another vault, in this version. */
  vaultChanged(uid: Uuid, version: number): void;
  /** Administrators have changed settings that need no restart. */
  settingsChanged(): void;
  /** A user blocked or unblocked another. */
  blocksChanged(uid: Uuid, other: Uuid): void;
}
