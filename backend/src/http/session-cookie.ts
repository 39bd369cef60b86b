import type { Session } from '@parley/protocol';
import type { CookieOptions, Response } from 'express';
import type { AccessRules } from '../security/access-rules.ts';
import type { Xsrf } from './xsrf.ts';

/** The cookie that carries the token: scripts cannot read it, and it is never sent from other sites. */
export class SessionCookie {
  readonly #name: string;
  readonly #options: CookieOptions;
  readonly #xsrf: Pick<Xsrf, 'set'>;

  constructor({ cookieName, secure }: Pick<AccessRules, 'cookieName' | 'secure'>, xsrf: Pick<Xsrf, 'set'>) {
    this.#name = cookieName;
    this.#options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
    this.#xsrf = xsrf;
  }

  /** Sets it, along with the XSRF cookie. */
  set(response: Response, token: string, { sid, tokenExpiresAt }: Session): void {
    response.cookie(this.#name, token, { ...this.#options, expires: new Date(tokenExpiresAt) });
    this.#xsrf.set(response, sid);
  }

  clear(response: Response): void {
    response.clearCookie(this.#name, this.#options);
  }
}
