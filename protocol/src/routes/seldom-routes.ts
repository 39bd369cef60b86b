import { ADMIN_ACCOUNT_ROUTES } from './admin/admin-account-routes.ts';
import { ACCOUNT_ROUTES } from './account-routes.ts';
import { AUDIT_ROUTES } from './audit-routes.ts';
import { GROUP_ROUTES } from './group-routes.ts';
import { HEALTH_ROUTES } from './health-routes.ts';
import { HOOK_ROUTES } from './hook-routes.ts';
import { INVITATION_ROUTES } from './invitation-routes.ts';
import { KEY_CHANGE_ROUTES } from './key-change-routes.ts';
import { MACHINE_ROUTES } from './machine-routes.ts';
import { REPORT_ROUTES } from './report-routes.ts';
import { ROOM_ORDER_ROUTES } from './room-order-routes.ts';
import { ROOM_ROUTES } from './room-routes.ts';
import { SEARCH_ROUTES } from './search-routes.ts';
import { SETTINGS_ROUTES } from './settings-routes.ts';

/** Routes that a client needs only once its user does something seldom. Pages load them then, so nothing that they begin with imports this. */
export const SELDOM_ROUTES = {
  ...HEALTH_ROUTES,
  ...ACCOUNT_ROUTES,
  ...KEY_CHANGE_ROUTES,
  ...INVITATION_ROUTES,
  ...ADMIN_ACCOUNT_ROUTES,
  ...MACHINE_ROUTES,
  ...GROUP_ROUTES,
  ...ROOM_ROUTES,
  ...ROOM_ORDER_ROUTES,
  ...SEARCH_ROUTES,
  ...HOOK_ROUTES,
  ...SETTINGS_ROUTES,
  ...AUDIT_ROUTES,
  ...REPORT_ROUTES,
} as const;
