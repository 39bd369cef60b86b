import type { Uuid } from '@parley/protocol';

/** The rooms of connections: one per user and per conversation. */
export const roomOf = {
  user: (uid: Uuid) => `user:${uid}`,
  conversation: (conversation: Uuid) => `conversation:${conversation}`,
} as const;
