import type * as z from 'zod/mini';
import { CONVERSATION_ROUTES } from './conversation-routes.ts';
import { GROUP_ROUTES } from './group-routes.ts';
import { HEALTH_ROUTES } from './health-routes.ts';
import { INVITATION_ROUTES } from './invitation-routes.ts';
import { KEY_ROUTES } from './key-routes.ts';
import { ROOM_ROUTES } from './room-routes.ts';
import { SEALED_ROUTES } from './sealed-routes.ts';
import { SEARCH_ROUTES } from './search-routes.ts';
import { SESSION_ROUTES } from './session-routes.ts';
import { USER_ROUTES } from './user-routes.ts';

/** Every HTTP route, one per use case. */
export const ROUTES = {
  ...HEALTH_ROUTES,
  ...SESSION_ROUTES,
  ...USER_ROUTES,
  ...INVITATION_ROUTES,
  ...GROUP_ROUTES,
  ...ROOM_ROUTES,
  ...CONVERSATION_ROUTES,
  ...KEY_ROUTES,
  ...SEALED_ROUTES,
  ...SEARCH_ROUTES,
} as const;
export type RouteName = keyof typeof ROUTES;
export type RequestOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['request']>;
export type ResponseOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['response']>;
