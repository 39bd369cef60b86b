import {
  AUTH_TOKEN_HEADER,
  ParleyError,
  type RequestOf,
  type ResponseOf,
  type RouteName,
  Uuid,
  type Session,
} from '@parley/protocol';
import type { Request, Response } from 'express';
import type { Caller } from './authenticate-request.ts';
import type { StartedSession } from '../domain/sessions/start-session.ts';
import type { SessionCookie } from './session-cookie.ts';

interface CallParts<Name extends RouteName> {
  readonly request: RequestOf<Name>;
  readonly who: Caller | undefined;
  readonly address: string;
  readonly cookie: SessionCookie;
  readonly express: { readonly request: Request; readonly response: Response };
}

/** One call of a route, parsed and authenticated. */
export class Call<Name extends RouteName> {
  readonly request: RequestOf<Name>;
  readonly address: string;
  readonly #parts: CallParts<Name>;

  constructor(parts: CallParts<Name>) {
    this.request = parts.request;
    this.address = parts.address;
    this.#parts = parts;
  }

  get who(): Caller {
    if (this.#parts.who === undefined) throw new ParleyError('E_UNAUTHENTICATED');
    return this.#parts.who;
  }

  get uid(): Uuid {
    return this.who.session.uid;
  }

  /**
   * A parameter of the path.
   * @throws ParleyError `E_NOT_FOUND` unless it is a valid id
   */
  param(name: string): Uuid {
    const value = Uuid.safeParse(this.#parts.express.request.params[name]);
    if (!value.success) throw new ParleyError('E_NOT_FOUND');
    return value.data;
  }

  /** Sends a fresh token, in the cookie and in the header. */
  enter({ session, token }: StartedSession): Session {
    const { cookie, express } = this.#parts;
    cookie.set(express.response, token, session);
    this.showToken(token);
    return session;
  }

  /** Sends the cookie's token in the header: the page cannot read the cookie. */
  showToken(token: string): void {
    this.#parts.express.response.setHeader(AUTH_TOKEN_HEADER, token);
  }

  leave(): void {
    this.#parts.cookie.clear(this.#parts.express.response);
  }
}

/** The handler of a route. */
type Handler<Name extends RouteName> = (call: Call<Name>) => ResponseOf<Name> | Promise<ResponseOf<Name>>;
export type Handlers<Names extends RouteName = RouteName> = { readonly [Name in Names]: Handler<Name> };
