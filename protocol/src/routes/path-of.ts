import { HTTP_PREFIX } from './http.ts';
import type { Route } from './route.ts';

/** The whole path of a route. */
export function pathOf({ prefix = HTTP_PREFIX, path }: Pick<Route, 'prefix' | 'path'>): string {
  return prefix + path;
}
