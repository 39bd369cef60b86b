import type * as z from 'zod/mini';
import { FIRST_ROUTES } from './first-routes.ts';
import { SCRIPT_ROUTES } from './script-routes.ts';
import { SELDOM_ROUTES } from './seldom-routes.ts';

/** Every HTTP route, one per use case. */
export const ROUTES = { ...FIRST_ROUTES, ...SELDOM_ROUTES, ...SCRIPT_ROUTES } as const;
export type RouteName = keyof typeof ROUTES;
export type RequestOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['request']>;
export type ResponseOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['response']>;
