import {
  assertSendable,
  encodeContent,
  ParleyError,
  type GatewayEnvelope,
  type Payload,
} from '@parley/protocol';
import { isSealed } from './simple-payload.ts';

/**
 * What a message in plain text carries.
 * @throws CodedError `E_TOO_LARGE`, `E_TOO_MANY_MENTIONS`, `E_BAD_REQUEST`, and `E_SIMPLE_SEALING` for a sealed one
 */
export function payloadOf({ header, body }: GatewayEnvelope<'direct' | 'room' | 'broadcast'>): Payload {
  // Only direct conversations can be sealed in the simple way.
  if (isSealed(header)) throw new ParleyError('E_SIMPLE_SEALING');
  const { content: text, reply_to: replyTo, mentions } = body;
  const content = {
    type: 'text',
    text,
    ...(typeof replyTo === 'number' && { replyTo }),
    ...(Array.isArray(mentions) && { mentions }),
  } as const;
  assertSendable(content);
  return encodeContent(content);
}
