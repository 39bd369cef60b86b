import type { Uuid } from '@parley/protocol';
import type { Moved } from './conversations/conversation-store.ts';
import type { Appended } from './conversations/next-entry.ts';

/**
 * The doorbell: tells live clients, on every node, what was stored. Called after storing, never before, and allowed
 * to fail silently: whoever missed it asks for heads.
 */
export interface Publisher {
  appended(appended: Appended): void;
  marksMoved(moved: readonly Moved[]): void;
  /** Their sockets are told so and closed. */
  sessionsEnded(sids: readonly Uuid[]): void;
  /** Somebody blocked somebody, or took that back. */
  blocksChanged(uid: Uuid, other: Uuid): void;
}
