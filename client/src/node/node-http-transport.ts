import {
  AUTH_TOKEN_HEADER,
  PROTOCOL_VERSION,
  VERSION_HEADER,
  XSRF_COOKIE,
  XSRF_HEADER,
} from '@parley/protocol';
import type { HttpRequest, HttpTransport } from '../ports/http-transport.ts';
import { responseOf } from '../http/response-of.ts';
import { withFreshProof } from '../http/with-fresh-proof.ts';

/** A request that takes longer has failed, in ms. */
const TIMEOUT_MS = 15_000;

interface NodeHttpOptions {
  /** Such as `https://chat.example.org`. */
  readonly baseUrl: string;
  /** The `Origin` header, as a browser would send it; if left out, the origin of the base URL. */
  readonly origin?: string;
}

/** HTTP by Node.js's fetch. That keeps no cookies and sends no origin, so this class does, along with the token. */
export function createNodeHttpTransport({ baseUrl, origin }: NodeHttpOptions): HttpTransport {
  const cookies = new Map<string, string>();
  let token: string | undefined;
  const ownOrigin = origin ?? new URL(baseUrl).origin;

  return {
    exchange: withFreshProof(async (request) => {
      const answer = await fetch(new URL(request.path, baseUrl), {
        method: request.method,
        headers: headersOf(request, ownOrigin, cookies, token),
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      keepCookies(cookies, answer.headers.getSetCookie());
      token = answer.headers.get(AUTH_TOKEN_HEADER) ?? token;
      return responseOf(answer);
    }),
  };
}

function headersOf(
  request: HttpRequest,
  origin: string,
  cookies: ReadonlyMap<string, string>,
  token: string | undefined,
): Record<string, string> {
  const xsrf = cookies.get(XSRF_COOKIE);
  return {
    accept: 'application/json',
    [VERSION_HEADER]: String(PROTOCOL_VERSION),
    origin,
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
    ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
    ...(token !== undefined && { [AUTH_TOKEN_HEADER]: token }),
    ...(xsrf !== undefined && { [XSRF_HEADER]: decodeURIComponent(xsrf) }),
  };
}

function keepCookies(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const gone = attributes.some((attribute) => /^\s*max-age=(0|-)/i.test(attribute));
    if (gone || pair.slice(at + 1) === '') cookies.delete(name);
    else cookies.set(name, pair.slice(at + 1).trim());
  }
}
