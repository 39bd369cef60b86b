import type { StoredConversation } from '../model/stored-conversation.ts';

/** A conversation whose entries are dropped, without the words that its row shows. */
export function withoutWords(stored: StoredConversation): StoredConversation {
  const { window: _window, lastEdit: _edit, ...rest } = stored;
  const { last: _, ...head } = stored.head;
  return { ...rest, head };
}
