import type { SETTINGS_ROUTES } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { changeSettings } from '../../domain/settings/change-settings.ts';
import { shownSettings } from '../../domain/settings/shown-settings.ts';
import type { Handlers } from './call.ts';

/** Settings that need no restart. */
export function settingsRoutes(context: Context): Handlers<keyof typeof SETTINGS_ROUTES> {
  const { liveSettings } = context;
  return {
    serverSettings: async () => {
      // Another node may have changed them a moment ago.
      await liveSettings.follow();
      return shownSettings(liveSettings);
    },
    changeServerSettings: ({ request, uid, address }) =>
      changeSettings(context, request, { by: uid, address }),
    welcome: () => ({ text: liveSettings.current.welcome }),
  };
}
