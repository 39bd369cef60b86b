import {
  pathOf,
  PROTOCOL_VERSION,
  ROUTES,
  VERSION_HEADER,
  type RequestOf,
  type RouteName,
} from '@parley/protocol';

/** How a client names the version of the protocol that it speaks. */
export const VERSION = { [VERSION_HEADER]: String(PROTOCOL_VERSION) };

interface CallOptions {
  readonly token?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Beside the version of the protocol, which an empty one takes away. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** Calls a route as a terminal would: by header, without cookies. */
export async function call<Name extends RouteName>(
  httpUrl: string,
  name: Name,
  request: RequestOf<Name>,
  { token, params = {}, headers = {} }: CallOptions = {},
): Promise<HttpAnswer> {
  const { method } = ROUTES[name];
  const filled = pathOf(ROUTES[name]).replaceAll(/:(\w+)/g, (_, param: string) => params[param] ?? '');
  const query = method === 'GET' ? `?${new URLSearchParams(Object.entries(request)).toString()}` : '';
  const response = await fetch(httpUrl + filled + query, {
    method,
    headers: {
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...VERSION,
      ...(token !== undefined && { 'auth-token': token }),
      ...headers,
    },
    ...(method !== 'GET' && { body: JSON.stringify(request) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
