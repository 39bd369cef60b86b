import type { CookieOptions, Response } from 'express';
import type { Doors } from '../security/doors.ts';

/** The cookie that carries the token: out of reach for scripts, and never sent from other sites. */
export class SessionCookie {
  readonly #name: string;
  readonly #options: CookieOptions;

  constructor({ cookieName, secure }: Pick<Doors, 'cookieName' | 'secure'>) {
    this.#name = cookieName;
    this.#options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  }

  /** @param expiresAt ms */
  set(response: Response, token: string, expiresAt: number): void {
    response.cookie(this.#name, token, { ...this.#options, expires: new Date(expiresAt) });
  }

  clear(response: Response): void {
    response.clearCookie(this.#name, this.#options);
  }
}
