import {
  AUTH_TOKEN_HEADER,
  XSRF_COOKIE,
  XSRF_HEADER,
  type RequestOf,
  type RouteName,
} from '@parley/protocol';
import { call, type HttpAnswer } from './call.ts';
import { ORIGIN } from './start-test-backend.ts';

/** Calls routes as the SPA does: with cookies, the XSRF header, and the token of its tab. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #httpUrl: string;

  constructor(httpUrl: string) {
    this.#httpUrl = httpUrl;
  }

  /** The `Cookie` header that it would send. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async call<Name extends RouteName>(
    name: Name,
    request: RequestOf<Name>,
    { token, headers }: { readonly token?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<HttpAnswer> {
    const answer = await call(this.#httpUrl, name, request, {
      ...(token !== undefined && { token }),
      headers: {
        origin: ORIGIN,
        cookie: this.cookieHeader,
        [XSRF_HEADER]: this.cookies.get(XSRF_COOKIE) ?? '',
        ...headers,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  /** The token that came with an answer. */
  tokenOf(answer: HttpAnswer): string {
    return answer.headers.get(AUTH_TOKEN_HEADER) ?? '';
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
