import { ParleyError, type Who } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { canAdminister } from '../domain/users/can-administer.ts';
import type { CookieRequest } from '../security/request-tokens.ts';
import { authenticateRequest } from './authenticate-request.ts';
import type { Caller } from './routes/call.ts';

export type CallerContext = Pick<Context, 'tokens' | 'sessions' | 'users' | 'clock'>;

/**
 * The caller of a route, once they are authorised: the one place that enforces the access rules of the route table.
 * @param who the rule of the route
 * @returns undefined for a route that needs no session
 * @throws ParleyError `E_FORBIDDEN` for a user at a route for administrators, and errors of `authenticateRequest`
 */
export async function callerOf(
  context: CallerContext,
  request: CookieRequest,
  who: Who,
  cookieName: string,
): Promise<Caller | undefined> {
  if (who === 'nobody') return undefined;
  const caller = await authenticateRequest(context, request, cookieName);
  if (who === 'admin') await checkAdmin(context, caller);
  return caller;
}

async function checkAdmin({ users }: Pick<Context, 'users'>, { session }: Caller): Promise<void> {
  const [user] = await users.byUid([session.uid]);
  // Also one whose sessions are not ended yet.
  if (user === undefined || !canAdminister(user)) throw new ParleyError('E_FORBIDDEN');
}
