import type { IncomingMessage } from 'node:http';
import { AUTH_TOKEN_HEADER } from '@parley/protocol';

/** A request of HTTP, or of a socket's handshake, whose cookies `cookieParser` has read. */
export interface CookieRequest extends Pick<IncomingMessage, 'headers'> {
  /** A cookie that the parser decoded as JSON is not a string. */
  readonly cookies?: Readonly<Record<string, unknown>>;
}

/** The tokens of a request; each kind of client sends its own. */
export interface RequestTokens {
  /** Only code can set these: the `auth-token` header, or `Authorization: Bearer`. */
  readonly header: string | undefined;
  /** The cookie, which a browser sends by itself. */
  readonly cookie: string | undefined;
}

export function requestTokens(request: CookieRequest, cookieName: string): RequestTokens {
  const { headers } = request;
  const own = headers[AUTH_TOKEN_HEADER];
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return {
    header: typeof own === 'string' ? own : bearer,
    cookie: cookieOf(request, cookieName),
  };
}

export function cookieOf({ cookies = {} }: CookieRequest, name: string): string | undefined {
  const value = cookies[name];
  return typeof value === 'string' ? value : undefined;
}
