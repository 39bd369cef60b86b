import type { IncomingMessage } from 'node:http';
import { AUTH_TOKEN_HEADER } from '@parley/protocol';

/** A request of HTTP, or of a socket's handshake, whose cookies `cookieParser` has read. */
export interface CookieRequest extends Pick<IncomingMessage, 'headers'> {
  /** What the parser took for JSON is no string. */
  readonly cookies?: Readonly<Record<string, unknown>>;
}

/** The tokens that came with a request; who sends what depends on the kind of client. */
export interface RequestTokens {
  /** What only our own code can set: the `auth-token` header, or `Authorization: Bearer`. */
  readonly header: string | undefined;
  /** What a browser sends along by itself. */
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
