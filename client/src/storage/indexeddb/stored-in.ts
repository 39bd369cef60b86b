import type { Uuid } from '@parley/protocol';
import type { StoredConversation } from '../../model/stored-conversation.ts';

/** The conversation as the table's transaction sees it. */
export async function storedIn(
  table: { get(id: Uuid): Promise<StoredConversation | undefined> },
  conversation: Uuid,
): Promise<StoredConversation> {
  const stored = await table.get(conversation);
  if (stored === undefined) throw new Error(`conversation ${conversation} is not stored`);
  return stored;
}
