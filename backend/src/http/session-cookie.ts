import type { Session } from '@parley/protocol';
import type { CookieOptions, Response } from 'express';
import type { Doors } from '../security/doors.ts';
import type { Xsrf } from './xsrf.ts';

/** The cookie that carries the token: out of reach for scripts, and never sent from other sites. */
export class SessionCookie {
  readonly #name: string;
  readonly #options: CookieOptions;
  readonly #xsrf: Pick<Xsrf, 'set'>;

  constructor({ cookieName, secure }: Pick<Doors, 'cookieName' | 'secure'>, xsrf: Pick<Xsrf, 'set'>) {
    this.#name = cookieName;
    this.#options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
    this.#xsrf = xsrf;
  }

  /** Sets it, and beside it the one that proves that our page knows it. */
  set(response: Response, token: string, { sid, tokenExpiresAt }: Session): void {
    response.cookie(this.#name, token, { ...this.#options, expires: new Date(tokenExpiresAt) });
    this.#xsrf.set(response, sid);
  }

  clear(response: Response): void {
    response.clearCookie(this.#name, this.#options);
  }
}
