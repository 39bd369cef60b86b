import type { StoredConversation } from '../../model/stored-conversation.ts';

/** Whether the user can sign something in a conversation. */
export function isWritable({ head }: StoredConversation): boolean {
  return head.protection === 'sealed' && head.role !== null && !head.ended;
}
