import * as z from 'zod/mini';

/** Of a request that says nothing, and of an answer that says no more than that it was done. */
export const None = z.object({});

type Schema = z.ZodMiniType;
/** Who may call a route: anybody at all, whoever is logged in, or an administrator. */
export type Who = 'nobody' | 'user' | 'admin';

export interface Route<Request extends Schema = Schema, Response extends Schema = Schema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind `HTTP_PREFIX`; `:name` is a parameter. */
  readonly path: string;
  readonly who: Who;
  /** The JSON body, or for GET the query. */
  readonly request: Request;
  readonly response: Response;
}

/** A row of the table of routes, with the types of its schemas kept. */
export function route<Request extends Schema, Response extends Schema>(
  value: Route<Request, Response>,
): Route<Request, Response> {
  return value;
}
