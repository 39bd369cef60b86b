import type { Uuid } from '@parley/protocol';

/** The rooms of connections: one per user, per session and per conversation. */
export const roomOf = {
  user: (uid: Uuid) => `user:${uid}`,
  session: (sid: Uuid) => `session:${sid}`,
  conversation: (conversation: Uuid) => `conversation:${conversation}`,
} as const;
