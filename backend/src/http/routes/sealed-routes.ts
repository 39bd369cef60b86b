import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { requireSealing } from '../../domain/log/check-sealing.ts';
import { handedKeys } from '../../domain/log/handed-keys.ts';
import { rosterLists } from '../../domain/log/roster-lists.ts';
import { checkScopes } from '../../domain/machines/scopes.ts';
import type { Handlers } from './call.ts';

/** What a member of sealed conversations needs of their logs beside the window that they hold. */
export function sealedRoutes(context: Context): Handlers<'handedKeys' | 'rosters'> {
  return {
    handedKeys: ({ uid, who, request }) => {
      requireSealing(context);
      checkScopes(who.session.grant?.scopes, 'read', conversationsOf(request.wanted));
      return handedKeys(context, uid, request);
    },
    rosters: ({ uid, who, request }) => {
      requireSealing(context);
      checkScopes(who.session.grant?.scopes, 'read', conversationsOf(request.after));
      return rosterLists(context, uid, request);
    },
  };
}

function conversationsOf(named: readonly { readonly conversation: Uuid }[]): readonly Uuid[] {
  return named.map(({ conversation }) => conversation);
}
