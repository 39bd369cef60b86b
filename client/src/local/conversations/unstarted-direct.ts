import type { Head, Uuid } from '@parley/protocol';
import { CHAIN_START } from '@parley/protocol/core';

/** A direct conversation that does not exist on the server yet. */
export function unstartedDirect(conversation: Uuid, peer: Uuid, me: Uuid): Head {
  const nothing = { delivered: 0, read: 0 };
  return {
    conversation,
    type: 'direct',
    visibility: 'private',
    protection: 'open',
    peer,
    head: 0,
    chain: CHAIN_START,
    count: 0,
    readable: [],
    role: 'member',
    memberCount: peer === me ? 1 : 2,
    ended: false,
    mark: nothing,
    unread: 0,
    floor: nothing,
    marks: [...new Set([peer, me])].map((uid) => ({ uid, ...nothing })),
    preferences: { muted: false, archived: false, unread: false },
  };
}
