import { ParleyError } from '@parley/protocol';
import { takeAll } from '../../domain/limits/take-all.ts';
import type { EventHandler } from './event-handler.ts';

/** A server command. What it says in a conversation counts as messages of its caller. */
export const command: EventHandler<'command'> = (context, { data }, request) =>
  context.commands.run(context, data, request, {
    count: () =>
      takeAll([
        { limit: context.commandLimit.user, key: data.uid, points: 1 },
        { limit: context.commandLimit.address, key: data.address, points: 1 },
      ]),
    take: () => {
      const retryAfterMs = context.messageLimit.take(data.uid);
      if (retryAfterMs > 0) throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
    },
  });
