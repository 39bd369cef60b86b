import { ParleyError, type Who } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import type { CookieRequest } from '../security/request-tokens.ts';
import { authenticateRequest, type Caller } from './authenticate-request.ts';

export type CallerContext = Pick<Context, 'tokens' | 'sessions' | 'users' | 'clock'>;

/**
 * Who calls a route, once it is clear that they may: the one place that holds the table of routes to its word.
 * @param who what the table says of the route
 * @returns nothing for a route that needs no session
 * @throws ParleyError `E_FORBIDDEN` for a user at a route of administrators, and what `authenticateRequest` throws
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
  if (user?.admin !== true) throw new ParleyError('E_FORBIDDEN');
}
