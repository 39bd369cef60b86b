import type { Context } from '../../domain/context.ts';
import { changePassword } from '../../domain/passwords/change-password.ts';
import { currentSession } from '../../domain/sessions/current-session.ts';
import { listSessions } from '../../domain/sessions/list-sessions.ts';
import { logOut } from '../../domain/sessions/log-out.ts';
import { renewSession } from '../../domain/sessions/renew-session.ts';
import { revokeSession } from '../../domain/sessions/revoke-session.ts';
import { withNotices } from '../../domain/moderation/with-notices.ts';
import { lookOf } from '../../domain/settings/shown-settings.ts';
import { removeOwnAccount } from '../../domain/users/removal/remove-account.ts';
import type { Handlers } from './call.ts';

/** The user's session, other sessions, and password. */
export function sessionRoutes(
  context: Context,
): Handlers<
  'session' | 'renew' | 'logout' | 'sessions' | 'revokeSession' | 'changePassword' | 'removeOwnAccount'
> {
  return {
    session: async (call) => {
      const session = await withNotices(context, await currentSession(context, call.who));
      call.showToken(call.who.token);
      const server = lookOf(context.liveSettings);
      return server === undefined ? session : { ...session, server };
    },
    renew: async (call) => withNotices(context, call.enter(await renewSession(context, call.who.session))),
    logout: async (call) => {
      await logOut(context, call.who.session);
      call.leave();
      return {};
    },
    sessions: async ({ who }) => ({ sessions: await listSessions(context, who.session) }),
    revokeSession: async (call) => {
      await revokeSession(context, call.uid, call.param('sid'));
      return {};
    },
    changePassword: async ({ who, request, address }) => {
      await changePassword(context, who.session, { ...request, address });
      return {};
    },
    removeOwnAccount: async (call) => {
      await removeOwnAccount(context, call.uid, { ...call.request, address: call.address });
      call.leave();
      return {};
    },
  };
}
