import type { Uuid } from '@parley/protocol';

/** Users who have a live socket on some node, or lost their last one within the grace period. */
export interface OnlineUsers {
  isOnline(uid: Uuid): boolean;
}
