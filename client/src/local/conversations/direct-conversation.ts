import type { Uuid } from '@parley/protocol';
import { directConversationId } from '@parley/protocol';
import type { ChatClient } from '../../ports/chat-client.ts';
import { sha256 } from '../../crypto/sha256.ts';

/**
 * The direct conversation with a peer, which need not exist yet. In a file of its own, because the pages that begin
 * conversations are loaded lazily, and hashing along with them.
 */
export function directConversation(client: Pick<ChatClient, 'me' | 'meet'>, uid: Uuid): Uuid {
  const id = directConversationId(sha256, client.me.get().uid, uid);
  client.meet(id, uid);
  return id;
}
