import type { Uuid } from '@parley/protocol';
import { directConversationId } from '@parley/protocol';
import type { ChatClient } from '../chat-client.ts';
import { sha256 } from '../crypto/sha256.ts';

/**
 * The direct conversation with somebody, which need not exist yet. Apart from the client, because the pages that
 * begin conversations are loaded when they are wanted, and so is what hashes.
 */
export function directConversation(client: Pick<ChatClient, 'me' | 'meet'>, uid: Uuid): Uuid {
  const id = directConversationId(sha256, client.me.get().uid, uid);
  client.meet(id, uid);
  return id;
}
