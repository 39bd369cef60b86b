import type { IncomingMessage } from 'node:http';
import { ParleyError } from '@parley/protocol';
import type { Context } from '../domain/context.ts';
import { authenticate, type Authenticated } from '../domain/sessions/authenticate.ts';
import { requestTokens } from '../security/request-tokens.ts';

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
  request: Pick<IncomingMessage, 'headers'>,
  cookieName: string,
): Promise<Caller> {
  const { header, cookie } = requestTokens(request, cookieName);
  const token = header ?? cookie;
  if (token === undefined) throw new ParleyError('E_UNAUTHENTICATED');
  if (header !== undefined && cookie !== undefined && header !== cookie)
    await checkSameSession(context, header, cookie);
  return { ...(await authenticate(context, token)), token };
}

async function checkSameSession(
  { tokens }: Pick<Context, 'tokens'>,
  header: string,
  cookie: string,
): Promise<void> {
  const [fromHeader, fromCookie] = await Promise.allSettled([tokens.verify(header), tokens.verify(cookie)]);
  if (fromHeader.status === 'rejected' || fromCookie.status === 'rejected') return;
  if (fromHeader.value.sid !== fromCookie.value.sid) throw new ParleyError('E_SESSION_CHANGED');
}
