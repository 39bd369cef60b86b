import { AUTH_TOKEN_HEADER, type Session } from '@parley/protocol';
import type { Response } from 'express';
import type { TokenReply } from './routes/call.ts';
import type { SessionCookie } from './session-cookie.ts';

/** Tokens in the cookie and in the header of an answer by Express. */
export class ExpressTokenReply implements TokenReply {
  readonly #response: Response;
  readonly #cookie: SessionCookie;

  constructor(response: Response, cookie: SessionCookie) {
    this.#response = response;
    this.#cookie = cookie;
  }

  enter(token: string, session: Session): void {
    this.#cookie.set(this.#response, token, session);
    this.show(token);
  }

  show(token: string): void {
    this.#response.setHeader(AUTH_TOKEN_HEADER, token);
  }

  leave(): void {
    this.#cookie.clear(this.#response);
  }
}
