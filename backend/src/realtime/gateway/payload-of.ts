import {
  assertSendable,
  encodeContent,
  ParleyError,
  type GatewayEnvelope,
  type Payload,
} from '@parley/protocol';

/**
 * What a message carries.
 * @throws CodedError `E_TOO_LARGE`, `E_TOO_MANY_MENTIONS`, `E_BAD_REQUEST`, and `E_NEEDS_NEWER_VERSION` for a sealed one
 */
export function payloadOf({ header, body }: GatewayEnvelope<'direct' | 'room' | 'broadcast'>): Payload {
  const { encrypted_key: key, encryption_nonce: nonce, signature } = header;
  // The place of simple sealed messages: their parts become one envelope of suite 2.
  if ([key, nonce, signature].some((part) => typeof part === 'string'))
    throw new ParleyError('E_NEEDS_NEWER_VERSION', {
      message: 'This server takes no sealed messages in envelopes.',
    });
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
