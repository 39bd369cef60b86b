import * as z from 'zod/mini';
import type { HttpPrefix } from './http.ts';

/** The body of a request or answer without data. */
export const None = z.object({});

type Schema = z.ZodMiniType;
/** Who may call a route: anyone, a logged-in user, or an administrator. */
export type Who = 'nobody' | 'user' | 'admin';

export interface Route<Request extends Schema = Schema, Response extends Schema = Schema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** What the path stands behind, if not `HTTP_PREFIX`. */
  readonly prefix?: HttpPrefix;
  /** `:name` is a parameter. */
  readonly path: string;
  readonly who: Who;
  /** The largest body, where `LIMITS.httpBodyBytes` is not enough. */
  readonly bodyBytes?: number;
  /** The JSON body, or for GET the query. */
  readonly request: Request;
  readonly response: Response;
  /** What the answer is, if it is not one piece of JSON: it comes bit by bit, and `response` is a line of it. */
  readonly content?: string;
}

/** A row of the table of routes, with the types of its schemas kept. */
export function route<Request extends Schema, Response extends Schema>(
  value: Route<Request, Response>,
): Route<Request, Response> {
  return value;
}
