import { ParleyError } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { authenticate } from '../domain/sessions/authenticate.ts';
import { type CookieRequest, requestTokens } from '../security/request-tokens.ts';
import type { Caller } from './routes/call.ts';
import { sidIn } from './sid-in.ts';

/**
 * The session of a request. A browser sends the cookie by itself; the page sends the header. If they belong to different
 * sessions, another user has logged in in another tab: the request is refused for both.
 * @throws ParleyError `E_UNAUTHENTICATED`, `E_SESSION_ENDED`, `E_SESSION_CHANGED`
 */
export async function authenticateRequest(
  context: Pick<Context, 'tokens' | 'sessions' | 'clock'>,
  request: CookieRequest,
  cookieName: string,
): Promise<Caller> {
  const { header, cookie } = requestTokens(request, cookieName);
  const token = header ?? cookie;
  if (token === undefined) throw new ParleyError('E_UNAUTHENTICATED');
  if (header !== undefined && cookie !== undefined && header !== cookie)
    checkSameSession(context, header, cookie);
  return { ...(await authenticate(context, token)), token };
}

function checkSameSession(context: Pick<Context, 'tokens'>, header: string, cookie: string): void {
  const ofHeader = sidIn(context, header);
  const ofCookie = sidIn(context, cookie);
  if (ofHeader !== undefined && ofCookie !== undefined && ofHeader !== ofCookie)
    throw new ParleyError('E_SESSION_CHANGED');
}
