import type { ConversationRow } from '@parley/client';
import type { User, Uuid } from '@parley/protocol';
import { search } from '@parley/protocol/core';

/** A conversation or a person that the finder offers. */
export interface FinderResult {
  readonly conversation: Uuid;
  readonly avatar: Uuid;
  readonly name: string;
  /** Shown beside the name: a person's username. */
  readonly note: string;
  /** Missing for groups. */
  readonly username?: string;
  readonly kind: 'person' | 'group';
  readonly colour?: number;
}

export function conversationResult(row: ConversationRow, name: string, peer: User | undefined): FinderResult {
  return {
    conversation: row.id,
    avatar: row.peer ?? row.id,
    name,
    note: peer === undefined ? '' : `@${peer.username}`,
    kind: row.type === 'direct' ? 'person' : 'group',
    ...(peer !== undefined && { username: peer.username }),
    ...(peer?.colour !== undefined && { colour: peer.colour }),
  };
}

export function personResult(user: User, conversation: Uuid): FinderResult {
  const { uid, displayName, username, colour } = user;
  const found = {
    conversation,
    avatar: uid,
    name: displayName,
    note: `@${username}`,
    username,
    kind: 'person' as const,
  };
  return colour === undefined ? found : { ...found, colour };
}

/** The matches of a query, the exact username first; the others keep their order. */
export function matchesOf(all: readonly FinderResult[], query: string): FinderResult[] {
  return search(all, query, ({ name, username }) => (username === undefined ? { name } : { name, username }));
}
