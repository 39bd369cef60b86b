import type { CommandResult, GatewayEnvelope, GatewayFrame, ServerCommand } from '@parley/protocol';

/** The command of an envelope to the server: its name, and behind the first space its text. */
export function commandOf({ body }: GatewayEnvelope<'server'>): ServerCommand {
  const [name = '', ...text] = body.content.trim().replace(/^\//, '').split(' ');
  return { name, ...(text.length > 0 && { text: text.join(' ') }) };
}

/** What a command answered, as the body of its acknowledgement. */
export function resultOf({ name, text }: CommandResult): GatewayFrame<'ack'>['body'] {
  return { name, content: text };
}
