import { ParleyError, XSRF_COOKIE, XSRF_HEADER, type Uuid } from '@parley/protocol';
import type { Request, RequestHandler, Response } from 'express';
import type { Context } from '../domain/context.ts';
import type { AccessRules } from '../security/access-rules.ts';
import { cookieOf, requestTokens } from '../security/request-tokens.ts';
import type { XsrfProofs } from '../security/xsrf-proofs.ts';
import { isSafe } from './is-safe.ts';
import { sidIn } from './sid-in.ts';

type XsrfRules = Pick<AccessRules, 'cookieName' | 'secure'>;

/** Makes sure that changes in a session's name come from our own page. */
export class Xsrf {
  readonly #context: Pick<Context, 'tokens'>;
  readonly #proofs: XsrfProofs;
  readonly #access: XsrfRules;

  constructor(context: Pick<Context, 'tokens'>, proofs: XsrfProofs, access: XsrfRules) {
    this.#context = context;
    this.#proofs = proofs;
    this.#access = access;
  }

  /** Sets the cookie that the page has to repeat in a header. Pages of other sites cannot read it. */
  set(response: Response, sid: Uuid | undefined): void {
    const { secure } = this.#access;
    response.cookie(XSRF_COOKIE, this.#proofs.of(sid), { sameSite: 'strict', path: '/', secure });
  }

  /** Sets it with the page's first request. */
  readonly give: RequestHandler = (request, response, next) => {
    const sid = this.#sidOf(request);
    if (!this.#proofs.isOf(sid, cookieOf(request, XSRF_COOKIE))) this.set(response, sid);
    next();
  };

  /** The refusal sets the right cookie, so that a page that was open while the server's secret changed can go on. */
  readonly check: RequestHandler = (request, response, next) => {
    const isRisky = !isSafe(request) && this.#cookieOf(request) !== undefined;
    if (isRisky && !this.#proofs.isOf(this.#sidOf(request), request.get(XSRF_HEADER))) {
      this.set(response, this.#sidOf(request));
      throw new ParleyError('E_CSRF');
    }
    next();
  };

  /** The session of the cookie: another site could only misuse that one. */
  #sidOf(request: Request): Uuid | undefined {
    const cookie = this.#cookieOf(request);
    return cookie === undefined ? undefined : sidIn(this.#context, cookie);
  }

  #cookieOf(request: Request): string | undefined {
    return requestTokens(request, this.#access.cookieName).cookie;
  }
}
