import { ParleyError } from '@parley/protocol';
import type { EventHandler } from './event-handler.ts';

/** A server command. What it says in a conversation counts as messages of its caller. */
export const command: EventHandler<'command'> = (context, { data }, request) =>
  context.commands.run(context, data, request, {
    take: () => {
      const retryAfterMs = context.messageLimit.take(data.uid);
      if (retryAfterMs > 0) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
    },
  });
