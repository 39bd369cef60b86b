import { HeadsRequest } from '@parley/protocol';
import { heads as headsOf } from '../../domain/conversations/heads.ts';
import type { EventHandler } from '../event-handler.ts';

/** What changed. Answered only when the socket hears of whatever changes from now on. */
export const heads: EventHandler<'heads'> = {
  request: HeadsRequest,
  handle: async (context, { data }, { token }) => {
    await data.entered;
    return headsOf(context, data.uid, token);
  },
};
