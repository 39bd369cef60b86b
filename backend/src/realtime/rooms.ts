import type { Uuid } from '@parley/protocol';

/** The rooms of the namespace: one a user, one a session, one a conversation. */
export const roomOf = {
  user: (uid: Uuid) => `user:${uid}`,
  session: (sid: Uuid) => `session:${sid}`,
  conversation: (conversation: Uuid) => `conversation:${conversation}`,
} as const;
