import { CONVERSATION_ROUTES } from './conversation-routes.ts';
import { KEY_ROUTES } from './key-routes.ts';
import { SEALED_ROUTES } from './sealed-routes.ts';
import { SESSION_ROUTES } from './session-routes.ts';
import { USER_ROUTES } from './user-routes.ts';

/** Routes that a client may need from the start. The others are `SELDOM_ROUTES`. */
export const FIRST_ROUTES = {
  ...SESSION_ROUTES,
  ...USER_ROUTES,
  ...CONVERSATION_ROUTES,
  ...KEY_ROUTES,
  ...SEALED_ROUTES,
} as const;
