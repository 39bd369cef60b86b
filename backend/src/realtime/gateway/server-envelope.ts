import {
  ParleyError,
  UUID,
  type CommandResult,
  type GatewayEnvelope,
  type GatewayFrame,
  type ServerCommand,
} from '@parley/protocol';

/**
 * The command of an envelope to the server. Its name stands in the content, and behind the first space its text; or it has parameters.
 * @throws ParleyError `E_BAD_REQUEST` for a `to` that is no id of a conversation
 */
export function commandOf({ header, body }: GatewayEnvelope<'server'>): ServerCommand {
  const { to, id, timestamp: time, signature } = header;
  if (typeof to === 'string' && !UUID.test(to)) throw new ParleyError('E_BAD_REQUEST');
  const { parameters } = body;
  const [name = '', ...text] = body.content.trim().replace(/^\//, '').split(' ');
  return {
    name,
    ...(text.length > 0 && { text: text.join(' ') }),
    ...(typeof to === 'string' && { conversation: to }),
    ...(typeof parameters === 'object' && parameters !== null && { parameters }),
    ...(typeof signature === 'string' && {
      signature,
      ...(typeof id === 'string' && { id }),
      ...(typeof time === 'number' && { time }),
    }),
  };
}

/** What a command answered, as the body of its acknowledgement. */
export function resultOf({ name, text, result }: CommandResult): GatewayFrame<'ack'>['body'] {
  return { name, content: text, ...(result !== undefined && { result }) };
}
