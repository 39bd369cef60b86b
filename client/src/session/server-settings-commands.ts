import type { HttpApi } from '../ports/http-api.ts';
import type { ServerSettingsClient } from '../ports/administration/server-settings.ts';

/** Settings of the server that need no restart. */
export function createServerSettingsCommands(api: HttpApi): ServerSettingsClient {
  return {
    read: () => api.call('serverSettings'),
    change: (changes) => api.call('changeServerSettings', { body: changes }),
    welcome: async () => (await api.call('welcome')).text,
  };
}
