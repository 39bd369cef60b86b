import type { Uuid } from '@parley/protocol';

/** The rooms of connections: one per user and per conversation. */
export const roomOf = {
  user: (uid: Uuid) => `user:${uid}`,
  /** Connections of a machine that are not told all that its user is, in place of the user's room. */
  limited: (uid: Uuid) => `limited:${uid}`,
  conversation: (conversation: Uuid) => `conversation:${conversation}`,
} as const;
