import type { APIRequestContext } from '@playwright/test';
import type { HttpTransport } from '@parley/client';
import {
  AUTH_TOKEN_HEADER,
  PROTOCOL_VERSION,
  VERSION_HEADER,
  XSRF_COOKIE,
  XSRF_HEADER,
} from '@parley/protocol';

/**
 * HTTP as a page of a browser would do it.
 * @param request has the browser's cookies
 */
export function browserHttp(request: APIRequestContext, origin: string): HttpTransport {
  let token: string | undefined;
  return {
    exchange: async ({ method, path, body }) => {
      const { cookies } = await request.storageState();
      const xsrf = cookies.find(({ name }) => name === XSRF_COOKIE)?.value;
      const answer = await request.fetch(origin + path, {
        method,
        headers: {
          [VERSION_HEADER]: String(PROTOCOL_VERSION),
          origin,
          ...(token !== undefined && { [AUTH_TOKEN_HEADER]: token }),
          ...(xsrf !== undefined && { [XSRF_HEADER]: decodeURIComponent(xsrf) }),
        },
        ...(body !== undefined && { data: body }),
      });
      token = answer.headers()[AUTH_TOKEN_HEADER] ?? token;
      const text = await answer.text();
      const parsed: unknown = text === '' ? {} : JSON.parse(text);
      return { status: answer.status(), body: parsed, ...(token !== undefined && { token }) };
    },
  };
}
