import { ParleyError, type Uuid } from '@parley/protocol';
import type { EventContext } from './event-handler.ts';

/**
 * Counts a message against its sender's limit. Above the limit, a retry of a stored message is still answered: refusing it
 * would look like a loss.
 * @throws ParleyError `E_RATE_LIMITED`
 */
export async function takeMessage(
  { messageLimit, conversations }: Pick<EventContext, 'messageLimit' | 'conversations'>,
  uid: Uuid,
  { conversation, id }: { readonly conversation: Uuid; readonly id: Uuid },
): Promise<void> {
  const retryAfterMs = messageLimit.take(uid);
  if (retryAfterMs === 0) return;
  const stored = await conversations.find(conversation, uid, id);
  if (stored === undefined) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
}
