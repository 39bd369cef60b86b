import type { Uuid } from '@parley/protocol';

/** Who has a live socket on some node now, or lost it within the grace. */
export interface OnlineUsers {
  isOnline(uid: Uuid): boolean;
}
