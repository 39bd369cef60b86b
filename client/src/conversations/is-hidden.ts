import type { Uuid } from '@parley/protocol';
import type { StoredConversation } from '../storage/stored-conversation.ts';

/**
 * Whether blocking hides a conversation: a direct one with a blocked user, or a group that a blocked user added the user
 * to. Once the user has read the group after that, it stays visible.
 */
export function isHidden({ head, mark }: StoredConversation, blocked: ReadonlySet<Uuid>): boolean {
  const { peer, invitation } = head;
  if (peer !== undefined && blocked.has(peer)) return true;
  return invitation !== undefined && blocked.has(invitation.by) && mark.read <= invitation.seq;
}
