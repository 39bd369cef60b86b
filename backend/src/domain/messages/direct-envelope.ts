import { ParleyError, type GatewayEnvelope, type PrivateMessage, type User } from '@parley/protocol';
import type { Context } from '../context.ts';
import { payloadOf } from './payload-of.ts';
import { directTo } from './recipients.ts';
import { simplePayload } from './simple-payload.ts';

/**
 * The message that the envelope of a script asks for.
 * @throws CodedError `E_BAD_REQUEST` without an id or a recipient, `E_SENDER` for a forged sender, `E_NOT_FOUND` for an unknown
 * recipient, and what `payloadOf` throws
 */
export async function directMessageOf(
  context: Pick<Context, 'users' | 'conversations' | 'roomNames'>,
  sender: User,
  envelope: GatewayEnvelope<'direct'>,
): Promise<PrivateMessage> {
  const { id, from, to } = envelope.header;
  // Without an id a repetition would be a second message.
  if (typeof id !== 'string' || typeof to !== 'string') throw new ParleyError('E_BAD_REQUEST');
  if (typeof from === 'string' && !isNamed(sender, from)) throw new ParleyError('E_SENDER');
  const place = await directTo(context, sender.uid, to);
  const sealed = simplePayload(envelope, { conversation: place.conversation, sender: sender.uid, id });
  return { ...place, id, body: { kind: 'message' }, payload: sealed ?? payloadOf(envelope) };
}

function isNamed({ uid, username }: User, name: string): boolean {
  return name === uid || name.toLowerCase() === username.toLowerCase();
}
