import * as z from 'zod/mini';
import { ServerSettings, SettingChanges } from '../settings/server-settings.ts';
import { None, route } from './route.ts';

/** A picture of 64 KiB in base64, and texts. */
const BODY_BYTES = 128 * 1024;

/** The settings as they hold. Whoever changes them names the `version` that they saw. */
const Held = z.object({
  version: z.int(),
  settings: ServerSettings,
  /** Names of settings that the environment of the server decides: they cannot be changed here. */
  fixed: z.array(z.string()),
  /** The path of the icon, if there is one. */
  icon: z.optional(z.string()),
});

/** Settings that need no restart, for administrators, and what a new account reads of them. */
export const SETTINGS_ROUTES = {
  serverSettings: route({
    method: 'GET',
    path: '/admin/settings',
    who: 'admin',
    request: None,
    response: Held,
  }),
  changeServerSettings: route({
    method: 'PUT',
    path: '/admin/settings',
    who: 'admin',
    bodyBytes: BODY_BYTES,
    request: z.object({
      version: z.int(),
      changes: SettingChanges,
      /** A PNG, WebP or JPEG in base64; null takes the icon away. */
      icon: z.optional(z.nullable(z.string())),
    }),
    response: Held,
  }),
  welcome: route({
    method: 'GET',
    path: '/welcome',
    who: 'user',
    request: None,
    response: z.object({ text: z.string() }),
  }),
} as const;
