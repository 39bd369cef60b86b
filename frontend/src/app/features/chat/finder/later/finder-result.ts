import type { ConversationRow } from '@parley/client';
import type { ListedRoom, User, Uuid } from '@parley/protocol';
import { search } from '@parley/protocol/core';
import { MESSAGES } from '../../../../shared/messages.ts';
import { type AvatarKind, avatarKindOf } from '../../../../shared/people/avatar-kind.ts';

/** A conversation or a person that the finder offers. */
export interface FinderResult {
  readonly conversation: Uuid;
  readonly avatar: Uuid;
  readonly name: string;
  /** Shown beside the name: a person's username. */
  readonly note: string;
  /** Missing for groups. */
  readonly username?: string;
  readonly kind: AvatarKind;
  /** A room that the user is not in: it is joined in the directory. */
  readonly toJoin?: true;
  readonly colour?: number;
  /** What a room shows in place of the icon. */
  readonly sign?: string;
}

export function conversationResult(row: ConversationRow, name: string, peer: User | undefined): FinderResult {
  return {
    conversation: row.id,
    avatar: row.peer ?? row.id,
    name,
    note: peer === undefined ? '' : noteOn(peer),
    kind: avatarKindOf(row),
    ...(peer !== undefined && { username: peer.username }),
    ...shownLook(peer ?? row.look),
  };
}

export function personResult(user: User, conversation: Uuid): FinderResult {
  const { uid, displayName, username } = user;
  const note = noteOn(user);
  return { conversation, avatar: uid, name: displayName, note, username, kind: 'person', ...shownLook(user) };
}

/** A machine says that it is one. */
function noteOn({ username, kind }: User): string {
  return kind === 'machine' ? `machine · @${username}` : `@${username}`;
}

/** A room that the user is not in. */
export function roomResult(room: ListedRoom): FinderResult {
  const { conversation, name, memberCount, locked } = room;
  const members = MESSAGES.members(memberCount);
  const note = locked ? `${members}, locked` : members;
  return { conversation, avatar: conversation, name, note, kind: 'room', toJoin: true, ...shownLook(room) };
}

function shownLook({
  colour,
  icon,
}: { readonly colour?: number | undefined; readonly icon?: string | undefined } = {}): Pick<
  FinderResult,
  'colour' | 'sign'
> {
  return { ...(colour !== undefined && { colour }), ...(icon !== undefined && { sign: icon }) };
}

/** The matches of a query, the exact username first; the others keep their order. */
export function matchesOf(all: readonly FinderResult[], query: string): FinderResult[] {
  return search(all, query, ({ name, username }) => (username === undefined ? { name } : { name, username }));
}
