import {
  AUTH_TOKEN_HEADER,
  PROTOCOL_VERSION,
  VERSION_HEADER,
  XSRF_COOKIE,
  XSRF_HEADER,
} from '@parley/protocol';
import type { HttpRequest, HttpTransport } from '../ports/http-transport.ts';
import { responseOf } from './response-of.ts';
import { withFreshProof } from './with-fresh-proof.ts';

/**
 * HTTP by the browser's fetch, to the site that the page came from.
 * @param token of this tab's session. Every request carries it beside the cookie: the cookie belongs to the last login
 *   in any tab, and the server refuses a request whose token and cookie differ.
 */
export function createFetchTransport(token: () => string | undefined): HttpTransport {
  return {
    exchange: withFreshProof(async (request) => {
      const answer = await fetch(request.path, {
        method: request.method,
        headers: headersOf(request, token()),
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        mode: 'same-origin',
        // The address of the page is nobody's business. With `no-referrer`, which a proxy may set on pages, `Origin` would be null, too, and
        // the server would refuse.
        referrerPolicy: 'strict-origin',
      });
      return request.stream === true && answer.ok
        ? { status: answer.status, body: answer.body }
        : responseOf(answer);
    }),
  };
}

function headersOf({ method, body }: HttpRequest, token: string | undefined): Record<string, string> {
  const xsrf = method === 'GET' ? undefined : xsrfCookie();
  return {
    accept: 'application/json',
    // Angular's service worker serves the files of the page. Without this header it would pass requests of the API on
    // as well, invent a 504 when the server is away, and report each one that is under way when the page is left.
    'ngsw-bypass': '1',
    [VERSION_HEADER]: String(PROTOCOL_VERSION),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { [AUTH_TOKEN_HEADER]: token }),
    ...(xsrf !== undefined && { [XSRF_HEADER]: xsrf }),
  };
}

/** The server compares this cookie with the header. Pages of other sites cannot read the cookie. */
function xsrfCookie(): string | undefined {
  const prefix = `${XSRF_COOKIE}=`;
  const pair = document.cookie.split('; ').find((cookie) => cookie.startsWith(prefix));
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(prefix.length));
}
