import { ParleyError, type Uuid } from '@parley/protocol';
import type { EventContext } from '../event-handler.ts';

/**
 * Takes a message from its sender's allowance. Whoever has none left is still answered for what was stored before,
 * so that a retry never looks like a loss.
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
