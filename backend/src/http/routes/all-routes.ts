import type { Health } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { Handlers } from './call.ts';
import { adminAccountRoutes } from './admin/admin-account-routes.ts';
import { addressLimit } from '../../security/limits/address-limit.ts';
import type { CommandLimits } from './command-limits.ts';
import { auditRoutes } from './audit-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { hookRoutes } from './hook-routes.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { loginRoutes } from './login-routes.ts';
import { machineRoutes } from './machine-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { roomOrderRoutes } from './room-order-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { sealedRoutes } from './sealed-routes.ts';
import { scriptRoutes } from './script-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { userRoutes } from './user-routes.ts';

/** Limit on questions about links from one address: a person has one link. */
const LINKS_PER_MINUTE = 30;

/** The handler of each route; the compiler checks that none is missing. */
export function handlersOf(
  context: Context,
  limits: CommandLimits,
  status: () => Health['status'],
): Handlers {
  const tries = addressLimit('links', LINKS_PER_MINUTE, 60);
  return {
    ...healthRoutes(status),
    ...loginRoutes(context, { ...limits, tries }),
    ...sessionRoutes(context),
    ...userRoutes(context),
    ...invitationRoutes(context, tries),
    ...adminAccountRoutes(context),
    ...machineRoutes(context),
    ...auditRoutes(context),
    ...groupRoutes(context, limits),
    ...roomRoutes(context, limits),
    ...roomOrderRoutes(context, limits),
    ...conversationRoutes(context),
    ...keyRoutes(context, limits),
    ...sealedRoutes(context),
    ...scriptRoutes(context, limits),
    ...searchRoutes(context, limits),
    ...hookRoutes(context, limits),
    ...settingsRoutes(context),
    ...reportRoutes(context, limits),
  };
}
