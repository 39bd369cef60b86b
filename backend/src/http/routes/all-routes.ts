import type { Health } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Handlers } from '../call.ts';
import type { CommandLimits } from '../command-limits.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { loginRoutes } from './login-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { userRoutes } from './user-routes.ts';

/** What answers each route; the compiler sees that none is missing. */
export function handlersOf(
  context: Context,
  limits: CommandLimits,
  status: () => Health['status'],
): Handlers {
  return {
    ...healthRoutes(status),
    ...loginRoutes(context, limits),
    ...sessionRoutes(context),
    ...userRoutes(context),
    ...invitationRoutes(context),
    ...groupRoutes(context, limits),
    ...conversationRoutes(context),
  };
}
