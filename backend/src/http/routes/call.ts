import {
  ParleyError,
  type RequestOf,
  type ResponseOf,
  type RouteName,
  Uuid,
  type Session,
} from '@parley/protocol';
import type { Authenticated } from '../../domain/sessions/authenticate.ts';
import type { StartedSession } from '../../domain/sessions/start-session.ts';
import type { Streamed } from './streamed.ts';

/** The user who asks, and their token. */
export interface Caller extends Authenticated {
  readonly token: string;
}

/** How an answer carries a token, beside its content. */
export interface TokenReply {
  /** Begins a session, or goes on with it: in the cookie and in the header. */
  enter(token: string, session: Session): void;
  /** In the header only. */
  show(token: string): void;
  /** Takes the cookie away. */
  leave(): void;
}

interface CallParts<Name extends RouteName> {
  readonly request: RequestOf<Name>;
  readonly who: Caller | undefined;
  readonly address: string;
  /** The parameters of the path, not checked yet. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly reply: TokenReply;
}

/** One call of a route, parsed and authenticated, whatever carried it. */
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
    const value = Uuid.safeParse(this.#parts.params[name]);
    if (!value.success) throw new ParleyError('E_NOT_FOUND');
    return value.data;
  }

  /** A parameter of the path as it came. */
  text(name: string): string {
    const value = this.#parts.params[name];
    if (typeof value !== 'string') throw new ParleyError('E_NOT_FOUND');
    return value;
  }

  /** Sends a fresh token, in the cookie and in the header. */
  enter({ session, token }: StartedSession): Session {
    this.#parts.reply.enter(token, session);
    return session;
  }

  /** Sends the cookie's token in the header: the page cannot read the cookie. */
  showToken(token: string): void {
    this.#parts.reply.show(token);
  }

  leave(): void {
    this.#parts.reply.leave();
  }
}

/** The handler of a route. */
type Handler<Name extends RouteName> = (call: Call<Name>) => Answer<Name> | Promise<Answer<Name>>;
/** A route whose answer is no JSON streams it. */
type Answer<Name extends RouteName> = ResponseOf<Name> | Streamed;
export type Handlers<Names extends RouteName = RouteName> = { readonly [Name in Names]: Handler<Name> };
