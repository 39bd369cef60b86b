import type { Entry, Uuid } from '@parley/protocol';
import type { Arrival } from '../chat-client.ts';
import type { StoredConversation } from '../storage/stored-conversation.ts';
import { messageItem } from './message-item.ts';

/** The messages among new entries that their reader should hear of: others', and behind what was read. */
export function arrivalsIn(
  entries: readonly Entry[],
  { id, mark, head }: StoredConversation,
  blocked: ReadonlySet<Uuid>,
  me: Uuid,
): readonly Arrival[] {
  if (head.peer !== undefined && blocked.has(head.peer)) return [];
  return entries
    .filter(({ body, sender, seq }) => body.kind === 'message' && sender !== me && seq > mark.read)
    .map((entry) => ({
      conversation: id,
      message: messageItem({ entry, changes: [], pending: [], floor: head.floor }, me),
    }));
}
