import { directConversationId, type Uuid } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import { sha256 } from '../sha256.ts';

/** Some 300 bytes each. */
const REMEMBERED = 10_000;

/** Users of direct conversations in use. Each message asks, and to derive the id costs more than to check the message. */
const pairs = new LRUCache<Uuid, readonly [Uuid, Uuid]>({ max: REMEMBERED });

/** Whether an id is that of the direct conversation of two users, as `directConversationId` computes it. */
export function isDirectOf(conversation: Uuid, a: Uuid, b: Uuid): boolean {
  const known = pairs.get(conversation);
  if (known !== undefined) return (known[0] === a && known[1] === b) || (known[0] === b && known[1] === a);
  if (conversation !== directConversationId(sha256, a, b)) return false;
  pairs.set(conversation, [a, b]);
  return true;
}
