import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { AUTH_TOKEN_HEADER, HTTP_PREFIX } from '@parley/protocol';
import { SESSION_CLIENT } from './session-client.ts';

/**
 * Says with every request which session this tab believes in. The cookie alone would carry whoever logged in last
 * in any tab; the server refuses when the two differ.
 */
export const authToken: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith(`${HTTP_PREFIX}/`)) return next(request);
  const token = inject(SESSION_CLIENT).token();
  return next(token === undefined ? request : request.clone({ setHeaders: { [AUTH_TOKEN_HEADER]: token } }));
};
