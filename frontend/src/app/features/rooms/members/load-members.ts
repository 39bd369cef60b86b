import type { RoomMember, Uuid } from '@parley/protocol';
import type { Chat } from '../../../core/chat/chat.ts';
import type { Page } from '../../../core/chat/later/paged-search.ts';

/** A page of a room's members, which only members may read. */
export async function loadMembers(
  { client }: Pick<Chat, 'client'>,
  room: Uuid,
  query: string,
  after?: string,
): Promise<Page<RoomMember>> {
  const { members, next } = await (await client.rooms()).members(room, query, after);
  return { items: members, next };
}
