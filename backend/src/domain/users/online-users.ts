import type { Uuid } from '@parley/protocol';

/** Users who have a live socket on some node, or lost their last one within the grace period. */
export interface OnlineUsers {
  isOnline(uid: Uuid): boolean;
  /** All of them. */
  readonly online: ReadonlySet<Uuid>;
  /** Whether a user is online and does not hide from another, who asks. */
  shows(uid: Uuid, to: Uuid): boolean;
}
