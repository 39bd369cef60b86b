import type { Uuid } from '@parley/protocol';
import type { StoredConversation } from '../storage/stored-conversation.ts';

/**
 * Whether a conversation stays out of sight because of who is blocked: a direct one with somebody blocked, or a group
 * that somebody blocked added the user to. A group in which the user has read since then is no invitation any more.
 */
export function isHidden({ head, mark }: StoredConversation, blocked: ReadonlySet<Uuid>): boolean {
  const { peer, invitation } = head;
  if (peer !== undefined && blocked.has(peer)) return true;
  return invitation !== undefined && blocked.has(invitation.by) && mark.read <= invitation.seq;
}
