import { asItCame, CodedError, FIRST_ROUTES, localError, pathOf, WireError } from '@parley/protocol';
import type { Parser, ResponseOf, Route, RouteName } from '@parley/protocol';
import type { CallInput, StreamingHttpApi } from '../ports/http-api.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../ports/http-transport.ts';
import { noAnswer, NoAnswerError } from '../ports/no-answer-error.ts';

export interface HttpApiHooks {
  /** An answer brought a fresh token. */
  readonly token?: (token: string) => void;
  /** The server refused a call. */
  readonly refused?: (error: CodedError, name: RouteName) => void;
}

/** Statuses of proxies, and of the service worker when offline, that mean the server was not reached, unless it says more. */
const NOT_REACHED: ReadonlySet<number> = new Set([502, 503, 504]);

/** The routes over a transport. */
export function createHttpApi(transport: HttpTransport, hooks: HttpApiHooks = {}): StreamingHttpApi {
  const ask = async (name: RouteName, request: HttpRequest) => {
    const answer = await exchange(transport, request);
    if (answer.status >= 400) {
      const error = errorOf(answer);
      hooks.refused?.(error, name);
      throw error;
    }
    if (answer.token !== undefined) hooks.token?.(answer.token);
    return answer.body;
  };
  return {
    call: async <Name extends RouteName>(name: Name, input: CallInput<Name> = {}) => {
      const route = await routeOf(name);
      return parsed(route.response, await ask(name, requestOf(route, input)));
    },
    open: async (name, input = {}) => {
      const body = await ask(name, { ...requestOf(await routeOf(name), input), stream: true });
      // What a transport answers that was asked for a stream.
      return body as ReadableStream<Uint8Array>;
    },
  };
}

type Routes = { readonly [Name in RouteName]: Route & { readonly response: Parser<ResponseOf<Name>> } };

async function routeOf<Name extends RouteName>(name: Name): Promise<Routes[Name]> {
  const first: Partial<Routes> = FIRST_ROUTES;
  const seldom: Partial<Routes> = name in first ? {} : await seldomRoutes();
  const route = first[name] ?? seldom[name];
  if (route === undefined) throw new Error(`There is no route ${name}`);
  return route;
}

async function seldomRoutes() {
  const { SELDOM_ROUTES } = await import('@parley/protocol/seldom-routes').catch(noAnswer);
  return SELDOM_ROUTES;
}

async function exchange(transport: HttpTransport, request: HttpRequest): Promise<HttpResponse> {
  const answer = await transport.exchange(request).catch(noAnswer);
  if (NOT_REACHED.has(answer.status) && !WireError.safeParse(answer.body).success)
    throw new NoAnswerError({ cause: new Error(`HTTP status ${answer.status}`) });
  return answer;
}

function requestOf(route: Route, { params = {}, body }: CallInput<RouteName>): HttpRequest {
  const path = pathOf(route).replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  if (route.method === 'GET') return { method: 'GET', path: path + queryOf(body ?? {}) };
  return { method: route.method, path, body: body ?? {} };
}

function queryOf(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') search.set(name, value);
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

function errorOf({ status, body }: HttpResponse): CodedError {
  const wire = WireError.safeParse(body);
  if (wire.success) return CodedError.fromWire(wire.data);
  const code = status === 413 ? 'E_TOO_LARGE' : status === 429 ? 'E_RATE_LIMITED' : 'E_INTERNAL';
  return localError(code, { cause: new Error(`HTTP status ${status}`) });
}

function parsed<Response>(response: Parser<Response>, body: unknown): Response {
  const result = asItCame(response, body ?? {});
  if (!result.success)
    throw localError('E_INTERNAL', {
      message: "The server sent something that this version doesn't understand. Reload the page.",
      cause: result.error,
    });
  return result.data;
}
