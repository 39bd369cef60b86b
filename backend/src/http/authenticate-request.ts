import { ParleyError } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { authenticate, type Authenticated } from '../domain/sessions/authenticate.ts';
import { type CookieRequest, requestTokens } from '../security/request-tokens.ts';
import { sidIn } from './sid-in.ts';

/** Who asks, and with which token. */
export interface Caller extends Authenticated {
  readonly token: string;
}

/**
 * Who asks. A browser sends the cookie by itself and its page the header; when the two belong to different sessions,
 * somebody else has logged in in another tab, and nothing is done in anybody's name.
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
