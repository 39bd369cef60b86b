import type { Context } from '../../domain/context.ts';
import { takeAll } from '../../domain/limits/take-all.ts';
import { searchMessages } from '../../domain/search/search-messages.ts';
import type { Handlers } from './call.ts';
import type { CommandLimits } from './command-limits.ts';

/** Searches cost more than other reads. */
export function searchRoutes(context: Context, { searches }: CommandLimits): Handlers<'search'> {
  return {
    search: async (call) => {
      const { uid, address, request } = call;
      await takeAll([
        { limit: searches.user, key: uid, points: 1 },
        { limit: searches.address, key: address, points: 1 },
      ]);
      return searchMessages(context, uid, call.param('conversation'), request);
    },
  };
}
