import type { Uuid } from '@parley/protocol';
import type { StoredConversation } from '../../model/stored-conversation.ts';

/** Whether a conversation is the direct one with a blocked user. */
export function isWithBlocked({ head }: StoredConversation, blocked: ReadonlySet<Uuid>): boolean {
  return head.peer !== undefined && blocked.has(head.peer);
}

/**
 * Whether blocking hides a conversation: a direct one with a blocked user, or a group that a blocked user added the user
 * to. Once the user has read the group after that, it stays visible.
 */
export function isHidden(conversation: StoredConversation, blocked: ReadonlySet<Uuid>): boolean {
  if (isWithBlocked(conversation, blocked)) return true;
  const { mark, head } = conversation;
  const { invitation } = head;
  return invitation !== undefined && blocked.has(invitation.by) && mark.read <= invitation.seq;
}
