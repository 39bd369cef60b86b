import type { Config } from './config.ts';
import type { StartSettings } from '../domain/settings/live-settings.ts';

/** What the environment says of the settings that administrators may change while the server runs. */
export function startSettings({ registration, roomCreation, limits, fixed }: Config): StartSettings {
  const { messagesPerSecond, messageBurst, requestsPerMinute, registrationsPerHour } = limits;
  const { groupsPerHour, additionsPerHour, connectionsPerSecond } = limits;
  return {
    values: {
      ...{ name: '', welcome: '', registration, roomCreation, messagesPerSecond, messageBurst },
      ...{ requestsPerMinute, registrationsPerHour, groupsPerHour, additionsPerHour, connectionsPerSecond },
    },
    fixed,
  };
}
