import type { Context } from '../../domain/context.ts';
import { requireSealing } from '../../domain/log/check-sealing.ts';
import { handedKeys } from '../../domain/log/handed-keys.ts';
import { rosterLists } from '../../domain/log/roster-lists.ts';
import type { Handlers } from './call.ts';

/** What a member of sealed conversations needs of their logs beside the window that they hold. */
export function sealedRoutes(context: Context): Handlers<'handedKeys' | 'rosters'> {
  return {
    handedKeys: ({ uid, request }) => {
      requireSealing(context);
      return handedKeys(context, uid, request);
    },
    rosters: ({ uid, request }) => {
      requireSealing(context);
      return rosterLists(context, uid, request);
    },
  };
}
