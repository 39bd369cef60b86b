import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ParleyError, XSRF_COOKIE, XSRF_HEADER } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { Doors } from '../security/doors.ts';
import { cookieOf, requestTokens } from '../security/request-tokens.ts';

/** Gives a browser the cookie that its page has to repeat in a header: other sites can send it, but not read it. */
export function setXsrfCookie({ secure }: Pick<Doors, 'secure'>): RequestHandler {
  return (request, response, next) => {
    if (cookieOf(request, XSRF_COOKIE) === undefined)
      response.cookie(XSRF_COOKIE, randomBytes(16).toString('hex'), {
        sameSite: 'strict',
        path: '/',
        secure,
      });
    next();
  };
}

/** Refuses what changes something in a session's name unless our own page sent it. */
export function checkXsrf({ cookieName }: Pick<Doors, 'cookieName'>): RequestHandler {
  return (request, _response, next) => {
    const { cookie } = requestTokens(request, cookieName);
    const risky = request.method !== 'GET' && cookie !== undefined;
    if (risky && !equal(request.get(XSRF_HEADER), cookieOf(request, XSRF_COOKIE)))
      throw new ParleyError('E_CSRF');
    next();
  };
}

function equal(a: string | undefined, b: string | undefined): boolean {
  if (b === undefined || a?.length !== b.length) return false;
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
