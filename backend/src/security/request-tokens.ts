import type { IncomingMessage } from 'node:http';
import { AUTH_TOKEN_HEADER } from '@parley/protocol';
import { parseCookie } from 'cookie';

/** The tokens that came with a request; who sends what depends on what kind of client he is. */
export interface RequestTokens {
  /** What only our own code can set: the `auth-token` header, or `Authorization: Bearer`. */
  readonly header: string | undefined;
  /** What a browser sends along by itself. */
  readonly cookie: string | undefined;
}

export function requestTokens(
  { headers }: Pick<IncomingMessage, 'headers'>,
  cookieName: string,
): RequestTokens {
  const own = headers[AUTH_TOKEN_HEADER];
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return {
    header: typeof own === 'string' ? own : bearer,
    cookie: cookiesOf({ headers })[cookieName],
  };
}

export function cookiesOf({
  headers,
}: Pick<IncomingMessage, 'headers'>): Readonly<Record<string, string | undefined>> {
  return parseCookie(headers.cookie ?? '');
}
