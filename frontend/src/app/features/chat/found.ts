import type { ConversationRow } from '@parley/client';
import type { User, Uuid } from '@parley/protocol';

/** A conversation or a person that the finder offers. */
export interface Found {
  readonly conversation: Uuid;
  readonly avatar: Uuid;
  readonly name: string;
  /** Beside the name: of people the username. */
  readonly note: string;
  readonly kind: 'person' | 'group';
  readonly colour?: number;
}

export function foundConversation(row: ConversationRow, name: string, peer: User | undefined): Found {
  return {
    conversation: row.id,
    avatar: row.peer ?? row.id,
    name,
    note: peer === undefined ? '' : `@${peer.username}`,
    kind: row.type === 'direct' ? 'person' : 'group',
    ...(peer?.colour !== undefined && { colour: peer.colour }),
  };
}

export function foundPerson(user: User, conversation: Uuid): Found {
  const { uid, displayName, username, colour } = user;
  const found = {
    conversation,
    avatar: uid,
    name: displayName,
    note: `@${username}`,
    kind: 'person' as const,
  };
  return colour === undefined ? found : { ...found, colour };
}

/** Every word typed begins a word of the name or the username. */
export function matches({ name, note }: Found, query: string): boolean {
  const words = `${name} ${note.slice(1)}`.toLocaleLowerCase().split(/[\s_-]+/);
  const typed = query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return typed.every((part) => words.some((word) => word.startsWith(part.replace(/^@/, ''))));
}
