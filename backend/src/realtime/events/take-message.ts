import { ParleyError, type GroupMessage } from '@parley/protocol';
import { checkSealing } from '../../domain/log/check-sealing.ts';
import { checkTurns } from '../../domain/messages/check-turns.ts';
import type { ConnectionData } from '../connections.ts';
import type { EventContext } from './event-handler.ts';

/**
 * Counts a message against its sender's limit, and keys against one of their own: they are work of the device, not of its user. Above the limit, a retry of a stored message is still answered: refusing it
 * would look like a loss.
 * @throws ParleyError `E_RATE_LIMITED`, for a machine `E_MACHINE_LOOP`, and `E_BAD_REQUEST` while sealing is off
 */
export async function takeMessage(
  context: Pick<EventContext, 'messageLimit' | 'keyLimit' | 'conversations' | 'users' | 'clock' | 'rules'>,
  { uid, scopes }: Pick<ConnectionData, 'uid' | 'scopes'>,
  { conversation, id, body }: Pick<GroupMessage, 'conversation' | 'id' | 'body'>,
): Promise<void> {
  checkSealing(context, body);
  const { messageLimit, keyLimit, conversations } = context;
  const limit = body.kind === 'keys' || body.kind === 'rekeyed' ? keyLimit : messageLimit;
  const retryAfterMs = limit.take(uid);
  // Only machines have scopes.
  if (scopes !== undefined) await checkTurns(context, { conversation, sender: uid, id });
  if (retryAfterMs === 0) return;
  const stored = await conversations.find(conversation, uid, id);
  if (stored === undefined) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
}
